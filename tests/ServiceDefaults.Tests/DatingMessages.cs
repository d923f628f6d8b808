using System.Net.Http.Json;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Testing;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

/// <summary>What is kept of a message for days does not say at which moment somebody did something.</summary>
public sealed class DatingMessages(ToyApp app)
{
    [Fact]
    public async Task The_id_of_an_event_does_not_tell_the_time()
    {
        EventRow.Of(new ThingMade(Guid.NewGuid(), "a row"), DateTimeOffset.UtcNow).MessageId.Version.ShouldBe(4);

        await using var another = await app.AnotherServiceAsync();
        var ids = await another.ListenForIdsAsync<ThingMade>();
        using var client = app.Anonymous();
        using var made = await client.PostAsJsonAsync(ToyApp.Things, new { name = "undated" });
        made.EnsureSuccessStatusCode();

        await Eventually.Equals(true, () => Task.FromResult(!ids.IsEmpty));
        ids.ShouldAllBe(id => id.Version == 4);
    }

    [Fact]
    public async Task That_a_message_was_handled_is_remembered_with_the_day()
    {
        await using var another = await app.AnotherServiceAsync();
        var message = await another.PublishAsync(new SomethingHappened(3));
        await app.HandledAsync(message);

        (await app.ScalarAsync<bool>($"SELECT bool_and(received_at AT TIME ZONE 'UTC' = date_trunc('day', received_at AT TIME ZONE 'UTC')) FROM inbox WHERE message_id = '{message}'")).ShouldBeTrue();
    }
}
