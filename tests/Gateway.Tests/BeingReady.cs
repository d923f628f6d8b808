using QLab.Gateway.Routing;
using QLab.ServiceDefaults;

namespace QLab.Gateway.Tests;

public sealed class BeingReady : IAsyncLifetime
{
    readonly Dictionary<string, Upstream[]> services = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var name in PlatformServices.Names) services[name] = [await Upstream.StartAsync()];
    }

    [Fact]
    public async Task The_gateway_is_ready_when_it_has_reached_every_service()
    {
        services["workshops"][0].IsAlive = false;
        await using var gateway = new RunningGateway(services);
        await gateway.EventuallyAsync("/health", (_, body) => body.Contains("1 of 1 replicas answer."));
        var waiting = await gateway.GetAsync("/health");
        waiting.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await waiting.Text());
        (await gateway.GetAsync("/alive")).StatusCode.ShouldBe(HttpStatusCode.OK);

        services["workshops"][0].IsAlive = true;

        await gateway.EventuallyAsync(
            "/health", (answer, body) => answer.IsSuccessStatusCode && body.StartsWith("{\"status\":\"healthy\""));
    }

    [Fact]
    public async Task A_service_that_goes_away_later_does_not_take_the_others_with_it()
    {
        await using var gateway = new RunningGateway(services);
        await gateway.EventuallyAsync("/health", (answer, _) => answer.IsSuccessStatusCode);

        await services["surveys"][0].StopAsync();

        await gateway.EventuallyAsync("/health", (answer, body) =>
            answer.IsSuccessStatusCode && body.Contains("\"surveys\":{\"status\":\"degraded\",\"description\":\"The service is away.\"}"));
        (await gateway.GetAsync("/api/workshops/v1/workshops")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var upstream in services.Values.SelectMany(u => u)) await upstream.DisposeAsync();
    }
}
