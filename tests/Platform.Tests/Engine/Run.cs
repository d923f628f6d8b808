using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QLab.Platform.Tests.Engine;

/// <summary>What <c>resources.json</c> says of a run.</summary>
internal sealed record Run(int AppHostPid, bool Ephemeral, IReadOnlyList<RunResource> Resources)
{
    public IEnumerable<int> Ports => Resources.SelectMany(r => r.Endpoints.Values.Concat(r.Instances.Select(i => i.Url)).OfType<string>())
        .Select(u => Regex.Match(u, @":(\d+)")).Where(m => m.Success).Select(m => int.Parse(m.Groups[1].Value)).Distinct();

    public static async Task<Run> ReadAsync(string output)
    {
        var file = Regex.Match(output, @"^for programs: (.+)$", RegexOptions.Multiline).Groups[1].Value;
        return JsonSerializer.Deserialize<Run>(await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
    }

    public RunResource Resource(string name) => Resources.Single(r => r.Name == name);

    public RunInstance Instance(string name) => Resources.SelectMany(r => r.Instances).Single(i => i.Name == name);

    public void ShouldHoldNoPort() => Ports.Where(IsTaken).ShouldBeEmpty();

    private static bool IsTaken(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

internal sealed record RunResource(
    string Name, string State, IReadOnlyList<int> Pids, IReadOnlyDictionary<string, string> Endpoints,
    IReadOnlyList<RunInstance> Instances, string? ConnectionString);

internal sealed record RunInstance(string Name, string State, int? Pid, string? Url, string? Log, int Restarts, int? ExitCode);
