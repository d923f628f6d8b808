using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;

namespace QLab.ServiceDefaults.Tests;

/// <summary>A service whose user of the broker can be locked out.</summary>
public sealed class ToyAppOfItsOwnUser : ToyApp
{
    readonly string user = $"toy-{Guid.NewGuid():N}";

    protected override async Task<string> NewBrokerAsync()
    {
        var address = new Uri(await base.NewBrokerAsync());
        await AllowAsync();
        await Servers.ManageAsync(HttpMethod.Put, $"permissions{address.AbsolutePath}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        return new UriBuilder(address) { UserName = user, Password = "let me in" }.Uri.AbsoluteUri;
    }

    public Task AllowAsync() => Servers.ManageAsync(HttpMethod.Put, $"users/{user}", new { password = "let me in", tags = "" });

    /// <summary>Refuses logins, and ends the connections that are there until none is left.</summary>
    public async Task RefuseAsync()
    {
        await Servers.ManageAsync(HttpMethod.Put, $"users/{user}", new { password = "another", tags = "" });
        await Eventually.Succeeds(async () =>
        {
            var connections = JsonNode.Parse(await Servers.ManageAsync(HttpMethod.Get, "connections"))!.AsArray()
                .Where(c => (string?)c!["user"] == user).Select(c => (string)c!["name"]!).ToList();
            foreach (var connection in connections) await Servers.ManageAsync(HttpMethod.Delete, $"connections/{Uri.EscapeDataString(connection)}");
            connections.ShouldBeEmpty();
        });
    }
}

public sealed class LosingTheBroker(ToyAppOfItsOwnUser app) : IClassFixture<ToyAppOfItsOwnUser>
{
    static readonly TimeSpan Refused = TimeSpan.FromSeconds(20), BetweenLooks = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_service_that_was_refused_for_twenty_seconds_hears_again_or_ends_itself()
    {
        using var lifetime = new RecordedLifetime();
        using var measures = new RecordedMeasures(app.Services);
        var watch = ActivatorUtilities.CreateInstance<ConsumerWatch>(app.Services, lifetime, NullLogger<ConsumerWatch>.Instance);
        var queues = app.Services.GetRequiredService<Consumers>().Queues;
        queues.ShouldNotBeEmpty();
        await Eventually.Succeeds(() => EachIsHeardAsync(1));

        await app.RefuseAsync();
        await Task.Delay(Refused);
        await watch.RunAsync(default);
        lifetime.IsStopping.ShouldBeFalse("a broker that cannot be asked says nothing");
        await app.AllowAsync();

        await Eventually.Succeeds(async () =>
        {
            if (lifetime.IsStopping) return;
            await Task.Delay(BetweenLooks);
            await EachIsHeardAsync(1);
        });
        Environment.ExitCode.ShouldBe(lifetime.IsStopping ? 1 : 0);
        Environment.ExitCode = 0;

        async Task EachIsHeardAsync(int least)
        {
            await watch.RunAsync(default);
            foreach (var queue in queues)
                measures.Last("qlab.consumers", $"messaging.destination.name={queue}").ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(least);
        }
    }
}
