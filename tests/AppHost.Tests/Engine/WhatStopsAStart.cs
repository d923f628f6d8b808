using System.Net;
using System.Net.Sockets;

namespace QLab.AppHost.Tests.Engine;

public sealed class WhatStopsAStart
{
    [Fact]
    public async Task Missing_servers_are_named_with_the_command_that_installs_them()
    {
        using var folder = new TestFolder();
        await using var lab =
            Lab.Start(folder, new Dictionary<string, string> { ["QLAB_SERVERS_ROOT"] = folder.Path }, "--ephemeral", "--gateway-port", "0");

        (await lab.ExitAsync()).ShouldBe(1);
        lab.Output.ShouldContain("PostgreSQL and RabbitMQ not found");
        lab.Output.ShouldContain("sudo apt-get update && sudo apt-get install -y --no-install-recommends postgresql rabbitmq-server");
        await folder.IsLeftAloneAsync();
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_who_holds_it_before_anything_starts()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        using var folder = new TestFolder();
        await using var lab = Lab.Start(folder, "--ephemeral", "--gateway-port", $"{port}");

        (await lab.ExitAsync()).ShouldBe(1);
        lab.Output.ShouldContain($"Port {port}, which gateway needs, is in use by ");
        lab.Output.ShouldContain($"(pid {Environment.ProcessId}); choose another with -- --gateway-port N");
        lab.Output.ShouldNotContain("ready");
    }

    [Fact]
    public async Task What_falls_again_and_again_before_it_was_healthy_is_told_with_its_reason()
    {
        using var folder = new TestFolder();
        var settings = new Dictionary<string, string> { ["Parameters__key_encryption_secret"] = "too short" };
        await using var lab = Lab.Start(folder, settings, "--ephemeral", "--no-seeds", "--gateway-port", "0");

        await lab.SaysAsync("^participants did not start");
        (await lab.ExitAsync()).ShouldBe(1);
        lab.Output.ShouldContain("participants       crashed or was killed; starting it again in 4 s");
        lab.Output.ShouldContain("Keys:EncryptionSecret has fewer than 32 characters.");
        await folder.IsLeftAloneAsync();
    }

    [Theory]
    [InlineData("'--colour'", "--colour")]
    [InlineData("'colour'", "colour")]
    [InlineData("--replicas needs a whole number from 1 to 16.", "--replicas", "five")]
    [InlineData("--replicas needs a whole number from 1 to 16.", "--replicas", "0")]
    [InlineData("--gateway-port", "--ephemeral", "--gateway-port")]
    [InlineData("perhaps", "--ephemeral=perhaps")]
    public async Task A_wrong_option_is_refused_with_the_list(string complaint, params string[] options)
    {
        using var folder = new TestFolder();
        await using var lab = Lab.Start(folder, options);

        (await lab.ExitAsync()).ShouldBe(2, lab.Output);
        lab.Output.ShouldContain(complaint);
        lab.Output.ShouldContain("--gateway-port <N>");
    }

    [Theory]
    [InlineData("https://lab.example.org", "TrustedProxies does not name it")]
    [InlineData("lab.example.org", "has to be the root of a web address")]
    [InlineData("https://lab.example.org/platform", "has to be the root of a web address")]
    public async Task Settings_that_do_not_fit_together_stop_the_start(string publicUrl, string complaint)
    {
        using var folder = new TestFolder();
        await using var lab =
            Lab.Start(folder, new Dictionary<string, string> { ["PublicUrl"] = publicUrl }, "--ephemeral", "--gateway-port", "0");
        (await lab.ExitAsync()).ShouldBe(1);
        lab.Output.ShouldContain(complaint);
        await folder.IsLeftAloneAsync();
    }
}
