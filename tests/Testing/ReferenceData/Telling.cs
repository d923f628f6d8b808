using QLab.Participants.Contracts;

namespace QLab.Testing.ReferenceData;

/// <summary>Publishes one event as the participants service does.</summary>
/// <returns>The message's id.</returns>
delegate Task<Guid> Telling(AnotherService participants);

/// <summary>What the participants service says, told to the service under test in every order there is, and then once more.</summary>
static class Tellings
{
    public static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    public static Telling Of<TEvent>(TEvent said) where TEvent : class => participants => participants.PublishAsync(said);

    /// <summary>Tells of something with an id of its own for each order, and looks at what is kept of it then.</summary>
    public static async Task TellInEveryOrderAsync<TProgram>(
        this ServiceApp<TProgram> app, Func<Guid, Telling[]> story, Func<Guid, Task> look) where TProgram : class
    {
        await using var participants = await app.AnotherServiceAsync();
        await Task.WhenAll(Orders(Enumerable.Range(0, story(Guid.NewGuid()).Length)).Select(async order =>
        {
            var id = Guid.NewGuid();
            var tellings = story(id);
            foreach (var next in (int[])[.. order, .. order]) await app.HandledAsync(await tellings[next](participants));
            await look(id);
        }));
    }

    /// <summary>Tells of one thing after the other and waits until the service has acted on each.</summary>
    public static async Task TellAsync<TProgram>(this ServiceApp<TProgram> app, params Telling[] story) where TProgram : class
    {
        await using var participants = await app.AnotherServiceAsync();
        foreach (var telling in story) await app.HandledAsync(await telling(participants));
    }

    /// <summary>The name of the queue that an event reaches the service through.</summary>
    public static async Task<string?> QueueOfAsync<TProgram>(this ServiceApp<TProgram> app, Telling telling) where TProgram : class
    {
        await using var participants = await app.AnotherServiceAsync();
        var message = await telling(participants);
        await app.HandledAsync(message);
        return await app.ScalarAsync<string>($"SELECT consumer FROM inbox WHERE message_id = '{message}'");
    }

    static IEnumerable<int[]> Orders(IEnumerable<int> of) =>
        of.ToArray() is { Length: > 1 } items
            ? items.SelectMany(first => Orders(items.Where(i => i != first)).Select(rest => (int[])[first, .. rest]))
            : [[.. of]];
}

/// <summary>What tests that are about something else tell of participants.</summary>
public static class ReachTold
{
    /// <summary>Tells how each of these participants is reached, and waits until the service has kept it.</summary>
    public static Task TellReachAsync<TProgram>(this ServiceApp<TProgram> app, Guid project, params (Guid Who, string Reach)[] told)
        where TProgram : class
    {
        var now = DateTimeOffset.UtcNow;
        return app.TellAsync(Tellings.Of(new ParticipantReachAnnounced(
            project, [.. told.Select(t => new ParticipantReach(t.Who, t.Reach, now))], now)));
    }
}
