using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;
using RabbitMQ.Client;

namespace QLab.ServiceDefaults.Tests;

public sealed class MeasuringMessages(ToyApp app) : IClassFixture<ToyApp>
{
    const string Queue = "toy.count-when-something-happened";

    [Fact]
    public void Every_measure_that_all_services_share_is_on_the_page() => MeasuresPage.Faults(app, "toy").ShouldBeEmpty();

    [Fact]
    public async Task Of_the_outbox_says_how_many_wait_and_since_when()
    {
        using var measures = new RecordedMeasures(app.Services);
        // Nothing has this type, so the relay leaves it where it is.
        await app.ScalarAsync<object>("""
            INSERT INTO outbox (message_id, type, body, occurred_at)
            VALUES (gen_random_uuid(), 'Nothing.Of.This.Name, Nothing', '{}', now() - interval '90 seconds')
            """);
        await measures.ReadGaugesAsync();
        measures.Last("qlab.outbox.pending").ShouldBe(1);
        measures.Last("qlab.outbox.lag")!.Value.ShouldBeInRange(90, 150);

        await app.ScalarAsync<object>("DELETE FROM outbox");
        await measures.ReadGaugesAsync();
        measures.Last("qlab.outbox.pending").ShouldBe(0);
        measures.Last("qlab.outbox.lag").ShouldBe(0);
    }

    [Fact]
    public async Task Counts_what_the_broker_has_confirmed()
    {
        using var measures = new RecordedMeasures(app.Services);
        using var client = app.Anonymous();
        foreach (var name in new[] { "a measured one", "another measured one" })
        {
            using var made = await client.PostAsJsonAsync(ToyApp.Things, new { name });
            made.EnsureSuccessStatusCode();
        }
        await Eventually.Equals(2.0, () => Task.FromResult(measures.Sum("qlab.outbox.delivered")));
    }

    [Fact]
    public async Task Counts_dead_letters_queue_by_queue()
    {
        using var measures = new RecordedMeasures(app.Services);
        await measures.ReadGaugesAsync();
        measures.Last("qlab.dead_letters", $"messaging.destination.name={Queue}").ShouldBe(0);

        await using var connection = await Broker.ConnectAsync(app.Services.GetRequiredService<IConfiguration>(), "a test", default);
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync($"{Queue}_error", durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("", $"{Queue}_error", mandatory: true, "{}"u8.ToArray());

        await Eventually.Succeeds(async () =>
        {
            await measures.ReadGaugesAsync();
            measures.Last("qlab.dead_letters", $"messaging.destination.name={Queue}").ShouldBe(1);
        });
    }
}
