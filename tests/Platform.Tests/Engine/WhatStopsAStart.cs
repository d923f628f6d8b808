using System.Net;
using System.Net.Sockets;

namespace QLab.Platform.Tests.Engine;

public sealed class WhatStopsAStart
{
    [Fact]
    public async Task Missing_servers_are_named_with_the_command_that_installs_them()
    {
        using var folder = new TestFolder();
        await using var stack = ToyStack.Start(folder, new() { ["Native__ServerPath"] = folder.Path }, "--ephemeral", "--servers");

        (await stack.ExitAsync()).ShouldBe(1);
        stack.Output.ShouldContain("PostgreSQL and RabbitMQ not found");
        stack.Output.ShouldContain("sudo apt-get update && sudo apt-get install -y --no-install-recommends postgresql rabbitmq-server");
        await folder.IsLeftAloneAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_who_holds_it_before_anything_starts()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var stack = ToyStack.Start("--ephemeral", "--door-port", $"{port}");

        (await stack.ExitAsync()).ShouldBe(1);
        stack.Output.ShouldContain($"Port {port}, which door needs, is in use by ");
        stack.Output.ShouldContain($"(pid {Environment.ProcessId}); choose another with -- --door-port N");
        stack.Output.ShouldNotContain("starting");
    }

    [Fact]
    public async Task A_job_that_fails_is_told_with_its_last_lines_and_ends_the_start()
    {
        await using var stack = ToyStack.Start("--ephemeral", "--job", "3");

        (await stack.ExitAsync()).ShouldBe(1);
        stack.Output.ShouldContain("job ended with exit code 3");
        stack.Output.ShouldContain("    the toy job has looked around");
        stack.Output.ShouldNotContain("ready in");
        await stack.Folder.IsLeftAloneAsync();
    }

    [Theory]
    [InlineData("Unknown option: --colour", "--colour")]
    [InlineData("Unknown option: colour", "colour")]
    [InlineData("--replicas needs a whole number from 1 to 4.", "--replicas", "five")]
    [InlineData("--replicas needs a whole number from 1 to 4.", "--replicas", "0")]
    [InlineData("--door-port needs a whole number from 0 to 65535.", "--ephemeral", "--door-port")]
    [InlineData("--ephemeral is a switch and takes no value.", "--ephemeral=perhaps")]
    public async Task A_wrong_option_is_refused_with_the_list(string complaint, params string[] options)
    {
        await using var stack = ToyStack.Start(options);

        (await stack.ExitAsync()).ShouldBe(2);
        stack.Output.ShouldContain(complaint);
        stack.Output.ShouldContain("--door-port N");
    }
}
