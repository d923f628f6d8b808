using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Reporting;

/// <summary>What a person needs once everything is up: the table, what to open, new secrets; and the line that says ready.</summary>
internal sealed class Announcement(DistributedApplicationBuilder builder, IReadOnlyList<Instance> instances)
{
    private readonly List<(IResource Resource, EndpointAnnotation Endpoint)> _doors =
        [.. builder.Resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>(), (r, e) => (r, e)).Where(d => d.e.IsExternal)];

    public IEnumerable<string> Lines(string seconds)
    {
        var door = _doors.Select(d => d.Endpoint.AllocatedEndpoint!.UriString).FirstOrDefault();
        return
        [
            "", .. Table(), "",
            .. Secrets(),
            .. Urls(),
            $"for programs: {builder.Folders.ResourcesFile}",
            "",
            door is null ? $"ready in {seconds} s" : $"ready in {seconds} s · {door}",
        ];
    }

    private IEnumerable<string> Table()
    {
        string[][] rows =
        [
            ["resource", "state", "endpoint", "log"],
            .. instances.Select(i => (string[])[i.Name, i.State.ToString().ToLowerInvariant(), i.Url ?? "", i.LogFile ?? ""]),
            .. _doors.Where(d => d.Endpoint.NeedsForwarder).Select(d =>
                (string[])[d.Resource.Name, $"{d.Endpoint.ReplicaPorts.Count} replicas", d.Endpoint.AllocatedEndpoint!.UriString, ""]),
        ];
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(r => r[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private IEnumerable<string> Secrets() =>
        from parameter in builder.Resources.OfType<ParameterResource>()
        where parameter is { Secret: true, Description: not null }
            && builder.Secrets.MayTell(SecretStore.ParameterKey(parameter.Name))
        select $"{parameter.Name}: {parameter.Resolve()}\n  {parameter.Description}. Generated here and not shown again; kept in {builder.Folders.SecretsFile}";

    private IEnumerable<string> Urls() => builder.Resources
        .SelectMany(r => r.Annotations.OfType<UrlCallbackAnnotation>())
        .Select(a => a.Make())
        .Select(u => $"{u.DisplayText ?? "open"}: {u.Url}");
}
