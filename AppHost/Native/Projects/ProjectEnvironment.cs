using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Native.Projects;

/// <summary>The environment variables that Aspire would give a project.</summary>
internal sealed class ProjectEnvironment(IConfiguration configuration, IHostEnvironment host)
{
    private static readonly string[] Telemetry =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"];

    public async Task<Dictionary<string, string>> ForAsync(
        ProjectResource project, string instance, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = host.EnvironmentName,
            ["DOTNET_ENVIRONMENT"] = host.EnvironmentName,
            ["OTEL_SERVICE_NAME"] = project.Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance}",
        };
        if (urls.Count > 0) variables["ASPNETCORE_URLS"] = string.Join(';', urls);
        foreach (var name in Telemetry)
            if (configuration[name] is { Length: > 0 } value) variables[name] = value;

        foreach (var (name, value) in Declared(project))
            variables[name] = value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) ?? "" : (string)value;
        return variables;
    }

    private static Dictionary<string, object> Declared(ProjectResource project)
    {
        var context = new EnvironmentCallbackContext();
        foreach (var annotation in project.Annotations.OfType<EnvironmentCallbackAnnotation>()) annotation.Callback(context);
        return context.EnvironmentVariables;
    }
}
