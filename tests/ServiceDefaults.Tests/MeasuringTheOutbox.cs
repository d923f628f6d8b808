using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Testing;

namespace QLab.ServiceDefaults.Tests;

/// <summary>A service whose messages stay in its outbox.</summary>
public sealed class UnrelayedApp : ToyApp
{
    protected override void Configure(IWebHostBuilder builder) => builder.ConfigureTestServices(services =>
        services.RemoveWorkerOf<OutboxRelay>());
}

public sealed class MeasuringTheOutbox(UnrelayedApp app) : IClassFixture<UnrelayedApp>
{
    [Fact]
    public async Task Says_how_many_wait_since_when_and_how_many_can_never_go()
    {
        using var measures = new RecordedMeasures(app.Services);
        await app.ScalarAsync<object>("""
            INSERT INTO outbox (message_id, type, body, occurred_at, set_aside) VALUES
                (gen_random_uuid(), 'QLab.Toy.ThingMade, QLab.Toy', '{}', now() - interval '90 seconds', NULL),
                (gen_random_uuid(), 'Of.A.Later.Build, Later', '{}', now() - interval '200 seconds', 'No such type.')
            """);
        await measures.ReadGaugesAsync();
        measures.Last("qlab.outbox.pending").ShouldBe(1);
        measures.Last("qlab.outbox.lag")!.Value.ShouldBeInRange(90, 150);
        measures.Last("qlab.outbox.set_aside").ShouldBe(1);

        await app.ScalarAsync<object>("DELETE FROM outbox");
        await measures.ReadGaugesAsync();
        measures.Last("qlab.outbox.pending").ShouldBe(0);
        measures.Last("qlab.outbox.lag").ShouldBe(0);
        measures.Last("qlab.outbox.set_aside").ShouldBe(0);
    }
}
