using System.Diagnostics;
using QLab.AppHost.Tests.Engine;
using QLab.Testing;

namespace QLab.AppHost.Tests.Containers;

/// <summary>Without --containers the run decides by itself. Each of these ends before anything is started.</summary>
public sealed class ChoosingContainers : IDisposable
{
    const string NoServers = "PostgreSQL and RabbitMQ not found";
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    readonly TestFolder folder = new();

    [Fact]
    public async Task Servers_are_processes_where_there_is_no_container_runtime() =>
        (await StartAsync()).ShouldContain(NoServers);

    [Fact]
    public async Task A_client_without_an_engine_counts_as_none()
    {
        Program("docker", "echo 'Client: Docker Engine'; echo 'Cannot connect to the Docker daemon.' >&2; exit 1");
        (await StartAsync()).ShouldContain(NoServers);
    }

    [Fact]
    public async Task An_engine_that_hangs_is_not_waited_for()
    {
        Program("docker", "exec /bin/sleep 600");
        (await StartAsync()).ShouldContain(NoServers);
        folder.Processes().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task Servers_are_containers_where_an_engine_answers(string runtime)
    {
        Program(runtime, "exit 0");
        (await StartWhereDataIsInUseAsync()).ShouldContain("Another run is using the data");
    }

    [Fact]
    public async Task The_runtime_that_Aspire_is_told_to_take_is_the_one_asked()
    {
        Program("docker", "exit 0");
        (await StartAsync(("ASPIRE_CONTAINER_RUNTIME", "podman"))).ShouldContain(NoServers);
    }

    public void Dispose() => folder.Dispose();

    void Program(string name, string script)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A run that wants processes is refused for want of servers before it asks for the data.</summary>
    async Task<string> StartWhereDataIsInUseAsync()
    {
        Directory.CreateDirectory(folder.Data);
        await using var held = new FileStream(Path.Combine(folder.Data, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        return await StartAsync();
    }

    /// <summary>What is said by a start that finds only the programs of this test, and no servers.</summary>
    async Task<string> StartAsync(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Dotnet(), [House.AppHost, "--gateway-port", "0", "--dashboard-port", "0"])
        {
            RedirectStandardError = true,
            Environment = { ["PATH"] = folder.Path, ["QLAB_DATA"] = folder.Data, ["QLAB_SERVERS_ROOT"] = folder.Path },
        };
        start.Environment.Remove("ASPIRE_CONTAINER_RUNTIME");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var appHost = Process.Start(start)!;
        try
        {
            return await appHost.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Longest);
        }
        finally
        {
            appHost.Kill();
        }
    }

    static string Dotnet() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(f => Path.Combine(f, "dotnet")).First(File.Exists);
}
