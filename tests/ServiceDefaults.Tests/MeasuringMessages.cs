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
