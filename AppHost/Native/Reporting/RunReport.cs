using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Reporting;

/// <summary>
/// <c>resources.json</c>: the same as the table, for programs, kept current. Connection strings are in it
/// only where the data is thrown away with the run; kept data has its passwords in one file alone.
/// </summary>
internal sealed class RunReport(DistributedApplicationBuilder builder, IReadOnlyList<Instance> instances)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _lock = new();

    public void Write()
    {
        lock (_lock)
        {
            var run = new Run(Environment.ProcessId, builder.Folders.Ephemeral, [.. builder.Resources.Select(Describe).OfType<Entry>()]);
            PrivateFile.Write(builder.Folders.ResourcesFile, JsonSerializer.Serialize(run, Format));
        }
    }

    private Entry? Describe(IResource resource)
    {
        var mine = instances.Where(i => i.Resource == resource).ToList();
        if (mine.Count == 0) return null;
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>()
            .ToDictionary(e => e.Name, e => e.AllocatedEndpoint!.UriString);
        return new(
            resource.Name,
            mine.Select(i => i.State).Distinct().Count() == 1 ? mine[0].State : mine.First(i => i.State != InstanceState.Running).State,
            [.. mine.Select(i => i.ProcessId).OfType<int>()],
            endpoints,
            [.. mine.Select(i => new Part(i.Name, i.State, i.ProcessId, i.Url, i.LogFile, i.Restarts, i.ExitCode))],
            builder.Folders.Ephemeral && resource is IResourceWithConnectionString connected
                ? connected.GetConnectionStringAsync().AsTask().GetAwaiter().GetResult()
                : null);
    }

    private sealed record Run(int AppHostPid, bool Ephemeral, IReadOnlyList<Entry> Resources);

    private sealed record Entry(
        string Name, InstanceState State, IReadOnlyList<int> Pids, IReadOnlyDictionary<string, string> Endpoints,
        IReadOnlyList<Part> Instances, string? ConnectionString);

    private sealed record Part(string Name, InstanceState State, int? Pid, string? Url, string? Log, int Restarts, int? ExitCode);
}
