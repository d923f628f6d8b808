using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;

namespace QLab.ServiceDefaults.Tests;

/// <summary>A service whose user of the broker can be locked out.</summary>
public sealed class ToyAppOfItsOwnUser : ToyApp
{
    public BrokerUser User { get; } = new();

    protected override async Task<string> NewBrokerAsync() => await User.MayUseAsync(await base.NewBrokerAsync());
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

        await app.User.RefuseAsync();
        await Task.Delay(Refused);
        await watch.RunAsync(default);
        lifetime.IsStopping.ShouldBeFalse("a broker that cannot be asked says nothing");
        await app.User.AllowAsync();

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
                measures.Last("qlab.consumers", $"messaging.destination.name={queue}")
                    .ShouldNotBeNull()
                    .ShouldBeGreaterThanOrEqualTo(least);
        }
    }
}
