using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Processes;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Projects;

/// <summary>One replica of a .NET project; a project without an endpoint is a job that runs to its end.</summary>
internal sealed class ProjectInstance(ProjectResource project, string name, int replica, BuiltProject built, ProjectEnvironment environment, string logFile)
    : ProcessInstance(project, name, logFile)
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly List<EndpointAnnotation> _endpoints = [.. project.Annotations.OfType<EndpointAnnotation>()];
    private readonly List<HttpHealthAnnotation> _checks = [.. project.Annotations.OfType<HttpHealthAnnotation>()];

    public override string? Url => _endpoints.Count == 0 ? null : UrlOf(_endpoints[0]);

    protected override bool IsJob => _endpoints.Count == 0;

    protected override async Task<ProcessSpec> DescribeAsync(RunContext run) =>
        new([BuiltProject.DotNet, built.Assembly], built.Folder, LogFile)
        {
            Environment = await environment.ForAsync(project, Name, [.. _endpoints.Select(UrlOf)], run.Stopping),
        };

    protected override async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        foreach (var check in _checks)
        {
            var endpoint = _endpoints.Find(e => e.Name == (check.EndpointName ?? e.Name));
            if (endpoint is null || !await AnswersAsync(new Uri(new Uri(UrlOf(endpoint)), check.Path), check.StatusCode, cancellationToken)) return false;
        }

        return true;
    }

    private static async Task<bool> AnswersAsync(Uri url, int statusCode, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetAsync(url, cancellationToken);
            return (int)answer.StatusCode == statusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private string UrlOf(EndpointAnnotation endpoint) => $"{endpoint.UriScheme}://localhost:{endpoint.ReplicaPorts[replica]}";
}
