using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Testing;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

public sealed class DeliveringMessages(ToyApp app)
{
    [Fact]
    public async Task The_same_message_twice_has_its_effect_once()
    {
        await using var another = await app.AnotherServiceAsync();
        var messageId = Guid.NewGuid();
        for (var i = 0; i < 5; i++) await another.PublishAsync(new SomethingHappened(1), messageId);
        await another.PublishAsync(new SomethingHappened(2));

        await Eventually.Equals(1L, () => app.CountAsync("effects WHERE happened = 2"));
        await QueueIsEmptyAsync();
        (await app.CountAsync("effects WHERE happened = 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_burst_is_handled_whole_although_its_messages_share_commits()
    {
        await using var another = await app.AnotherServiceAsync();
        await Task.WhenAll(Enumerable.Range(1000, 1000).Select(i => another.PublishAsync(new SomethingHappened(i))));
        await Eventually.Equals(1000L, () => app.CountAsync("effects WHERE happened BETWEEN 1000 AND 1999"));
        (await app.ScalarAsync<long>("SELECT count(DISTINCT happened) FROM effects WHERE happened BETWEEN 1000 AND 1999")).ShouldBe(1000);
    }

    [Fact]
    public async Task A_replica_that_stops_takes_no_message_along()
    {
        await using var another = await app.AnotherServiceAsync();
        var published = 0;
        for (var time = 0; time < 5; time++)
        {
            var replica = app.Replica();
            using var stopped = new CancellationTokenSource();
            var publishing = Task.Run(async () =>
            {
                while (!stopped.IsCancellationRequested)
                    await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => another.PublishAsync(new SomethingHappened(100_000 + published++))));
            });
            await Task.Delay(300);
            await replica.DisposeAsync();
            await stopped.CancelAsync();
            await publishing;
        }
        published.ShouldBeGreaterThan(200);
        await Eventually.Equals((long)published, () => app.CountAsync("effects WHERE happened BETWEEN 100000 AND 999999"));
    }

    [Fact]
    public async Task A_message_that_cannot_be_handled_is_kept_with_its_reason_and_can_be_replayed()
    {
        CountWhenSomethingHappened.Indigestible = 666;
        using var operations = app.Client("platform:operate");
        await using var another = await app.AnotherServiceAsync();
        var messageId = Guid.NewGuid();
        await another.PublishAsync(new SomethingHappened(666), messageId);
        await Task.WhenAll(Enumerable.Range(600, 20).Select(i => another.PublishAsync(new SomethingHappened(i))));

        await Eventually.Equals(20L, () => app.CountAsync("effects WHERE happened BETWEEN 600 AND 619"));
        await Eventually.Succeeds(async () => (await LettersAsync(operations)).ShouldContain(id => id == messageId));
        var letter = JsonNode.Parse(await operations.GetStringAsync($"/api/toy/v1/dead-letters/{messageId}"))!;
        letter["reason"]!.GetValue<string>().ShouldBe("This one cannot be digested.");
        letter["type"]!.GetValue<string>().ShouldBe("urn:message:QLab.Toy:SomethingHappened");

        CountWhenSomethingHappened.Indigestible = null;
        using var replayed = await operations.PostAsync($"/api/toy/v1/dead-letters/{messageId}/replay", null);
        replayed.StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
        await Eventually.Equals(1L, () => app.CountAsync("effects WHERE happened = 666"));
        (await LettersAsync(operations)).ShouldNotContain(messageId);
        using var again = await operations.PostAsync($"/api/toy/v1/dead-letters/{messageId}/replay", null);
        again.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Three_relays_on_one_outbox_deliver_each_message_once()
    {
        const int Messages = 3_000;
        await using var another = await app.AnotherServiceAsync();
        var received = await another.ListenAsync<ThingMade>();
        await app.ScalarAsync<object>($$"""
            INSERT INTO outbox (message_id, type, body, occurred_at)
            SELECT gen_random_uuid(), 'QLab.Toy.ThingMade, QLab.Toy', format('{"ThingId":"%s","Name":"relay %s"}', gen_random_uuid(), i), now()
            FROM generate_series(1, {{Messages}}) AS i
            """);

        await Task.WhenAll(DrainAsync(), DrainAsync());

        await Eventually.Equals(0L, () => app.CountAsync("outbox"));
        await Eventually.Succeeds(() =>
        {
            received.Where(e => e.Name.StartsWith("relay ", StringComparison.Ordinal))
                .Select(e => e.Name)
                .Distinct()
                .Count()
                .ShouldBe(Messages);
            return Task.CompletedTask;
        });
        received.Count(e => e.Name.StartsWith("relay ", StringComparison.Ordinal)).ShouldBe(Messages);
    }

    [Fact]
    public async Task What_this_build_cannot_publish_lets_the_others_pass_and_is_tried_again_at_the_next_start()
    {
        await using var another = await app.AnotherServiceAsync();
        var heard = await another.ListenAsync<ThingMade>();
        const string unknown = "type = 'Of.A.Later.Build, Later'", known = "QLab.Toy.ThingMade, QLab.Toy";
        await app.ScalarAsync<object>("""
            INSERT INTO outbox (message_id, type, body, occurred_at)
            SELECT gen_random_uuid(), 'Of.A.Later.Build, Later', '{}', now() FROM generate_series(1, 150)
            """);
        using var client = app.Anonymous();
        using var made = await client.PostAsJsonAsync(ToyApp.Things, new { name = "behind what is unknown" });
        made.EnsureSuccessStatusCode();

        await Eventually.Equals(true, () => Task.FromResult(heard.Any(thing => thing.Name == "behind what is unknown")));
        await Eventually.Equals(150L, () => app.CountAsync($"outbox WHERE {unknown} AND set_aside LIKE '%Later%'"));

        // As a later build would have it: now the type is known.
        await app.ScalarAsync<object>(
            $"DELETE FROM outbox WHERE {unknown} AND position > (SELECT min(position) FROM outbox WHERE {unknown})");
        await app.ScalarAsync<object>($$"""
            UPDATE outbox SET type = '{{known}}', body = '{"ThingId":"{{Guid.NewGuid()}}","Name":"known after all"}' WHERE {{unknown}}
            """);
        await ActivatorUtilities.CreateInstance<OutboxRelay>(app.Services).RunAsync(default);
        await Eventually.Equals(true, () => Task.FromResult(heard.Any(thing => thing.Name == "known after all")));
    }

    [Fact]
    public async Task A_trace_runs_from_the_request_to_the_consumer()
    {
        var trace = ActivityTraceId.CreateRandom();
        var consumed = new TaskCompletionSource();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "QLab.Outbox" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && activity.Kind == ActivityKind.Consumer)
                    consumed.TrySetResult();
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var another = await app.AnotherServiceAsync();
        await another.ListenAsync<ThingMade>();

        using var client = app.Anonymous();
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var made = await client.PostAsJsonAsync(ToyApp.Things, new { name = "traced" });

        await consumed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    async Task DrainAsync()
    {
        var relay = ActivatorUtilities.CreateInstance<OutboxRelay>(app.Services, app.Services.GetRequiredService<IBusControl>());
        while (await app.CountAsync("outbox") > 0) await relay.RelayBatchAsync(CancellationToken.None);
    }

    async Task QueueIsEmptyAsync()
    {
        var marker = Random.Shared.Next(1_000_000, int.MaxValue);
        await using var another = await app.AnotherServiceAsync();
        await another.PublishAsync(new SomethingHappened(marker));
        await Eventually.Equals(1L, () => app.CountAsync($"effects WHERE happened = {marker}"));
    }

    static async Task<IEnumerable<Guid>> LettersAsync(HttpClient operations) =>
        JsonNode.Parse(await operations.GetStringAsync("/api/toy/v1/dead-letters"))!.AsArray()
            .Select(l => l!["messageId"]!.GetValue<Guid>());
}
