using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class AnsweringForPersonalData(WorkshopsApp app)
{
    readonly string surgeon = $"Zbigniew {Guid.NewGuid():N}";

    string Words => $"My surgeon {surgeon} laughed at me.";

    [Fact]
    public async Task An_export_holds_what_they_said_and_where_they_came()
    {
        var (_, held, _, who) = await SomebodyAsync();

        var export = await app.ExportAsync(who);

        export["notes"]!.AsArray().ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe(Words);
        export["bookings"]!.AsArray().Select(b => b!["workshopId"]!.GetValue<Guid>()).ShouldContain(held);
        export["participations"]!.AsArray().ShouldHaveSingleItem()!["perspectives"]!.AsArray().ShouldHaveSingleItem();
        (await app.ExportAsync(Guid.NewGuid())).AsObject().Count.ShouldBe(0, "nothing is kept about a stranger");
    }

    [Fact]
    public async Task An_erasure_leaves_counts_and_frees_the_places_to_come()
    {
        await using var another = await app.AnotherServiceAsync();
        var cancelled = await another.ListenAsync<BookingCancelled>();
        var (_, held, toCome, who) = await SomebodyAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", $"\"{Guid.NewGuid()}\"");
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{toCome}/notes", new { text = Words, kind = "quote", participantId = who });

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString(), surgeon)).ShouldBeEmpty();
        (await app.ScalarAsync<long>($"SELECT count(*) FROM bookings WHERE workshop_id = '{held}'")).ShouldBe(1, "who came still counts");
        (await app.ScalarAsync<int>($"SELECT booked FROM places WHERE workshop_id = '{toCome}'")).ShouldBe(0);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notes WHERE workshop_id IN ('{held}', '{toCome}')")).ShouldBe(
            2, "notes still count");
        await Eventually.Equals(1, () => Task.FromResult(cancelled.Count(e => e.WorkshopId == toCome)));
        cancelled.ShouldNotContain(e => e.ParticipantId == who);
    }

    /// <summary>Somebody with a note and a place at a workshop that was held, and a place at one to come.</summary>
    async Task<(Guid Project, Guid Held, Guid ToCome, Guid Who)> SomebodyAsync()
    {
        var project = await app.KnownProjectAsync();
        var who = (await app.JoinedAsync(project, 1))[0];
        var (held, toCome) =
            (await app.ScheduledAsync(project), await app.ScheduledAsync(project, startsAt: DateTimeOffset.UtcNow.AddDays(30)));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var workshop in new[] { held, toCome })
            await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = who });
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{held}/notes", new { text = Words, kind = "quote", participantId = who });
        await app.HeldAsync(held);
        return (project, held, toCome, who);
    }
}
