using System.ComponentModel;
using System.Diagnostics;
using QLab.Testing;

namespace QLab.AppHost.Tests.Containers;

/// <summary>The podman of this machine, told by containers.conf unless somebody has told it otherwise.</summary>
internal static class Podman
{
    public const string Setting = "CONTAINERS_CONF";

    static readonly string[] Images = ["docker.io/library/postgres:18.3", "docker.io/library/rabbitmq:4.3-management"];

    public static string Settings { get; } = Environment.GetEnvironmentVariable(Setting)
        ?? Path.Combine(House.Root, "tests/AppHost.Tests/Containers/containers.conf");

    /// <summary>What is missing for running the servers in containers, or null.</summary>
    public static async Task<string?> MissingAsync()
    {
        try
        {
            if (await RunAsync("info") is (not 0, _)) return "podman does not answer";
        }
        catch (Win32Exception)
        {
            return "podman is not installed";
        }
        foreach (var image in Images)
            if (await RunAsync("image", "exists", image) is (not 0, _))
                return $"the image {image} is not here; tests/AppHost.Tests/Containers/images.sh makes it";
        return null;
    }

    /// <summary>The names of all containers, volumes and networks.</summary>
    public static async Task<IReadOnlyList<string>> EverythingAsync() =>
    [
        .. await LinesAsync("ps", "--all", "--format", "container {{.Names}}"),
        .. await LinesAsync("volume", "ls", "--format", "volume {{.Name}}"),
        .. await LinesAsync("network", "ls", "--format", "network {{.Name}}"),
    ];

    static async Task<string[]> LinesAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        exitCode.ShouldBe(0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("podman", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Setting] = Settings },
        };
        using var podman = Process.Start(start)!;
        var errors = podman.StandardError.ReadToEndAsync();
        var output = await podman.StandardOutput.ReadToEndAsync();
        await podman.WaitForExitAsync();
        return (podman.ExitCode, podman.ExitCode == 0 ? output : output + await errors);
    }
}
