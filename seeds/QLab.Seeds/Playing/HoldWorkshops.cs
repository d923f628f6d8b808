using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>Each workshop: scheduled, booked, held, noted. Bookings come first, since none is taken once it was held.</summary>
static class HoldWorkshops
{
    const string Address = "/api/workshops/v1/workshops";

    public static async Task Schedule(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        progress.Say(draw.Slug, await Progress.Each("gatherings", draw.Gatherings, (gathering, stop) =>
            gateway.Create(Address, gathering.Id, Workshop(draw, gathering), stop), ct));
        foreach (var gathering in draw.Gatherings)
            if (gathering.Facts.Card is { } card)
                await gateway.Put($"{Address}/{gathering.Id}/commitment-card", new { card.Questions, card.ReturnOn }, ct);
    }

    public static async Task<IReadOnlyList<Contribution>> Hold(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        var booked = await Progress.Each("bookings", All(draw, gathering => gathering.Bookings), (pair, stop) =>
            gateway.Create($"{Address}/{pair.Workshop}/bookings", pair.Item.Id, pair.Item, stop), ct);
        var held = await Progress.Each("workshops held", draw.Gatherings, (gathering, stop) =>
            gateway.Do($"{Address}/{gathering.Id}/held", new { gathering.Facts.Attended }, done: "workshop-held", stop), ct);
        var noted = await Progress.Each("notes", All(draw, gathering => gathering.Notes), (pair, stop) =>
            gateway.Create($"{Address}/{pair.Workshop}/notes", pair.Item.Id, Note(pair.Item), stop), ct);
        var committed = await Progress.Each("commitments", All(draw, gathering => gathering.Commitments), (pair, stop) =>
            gateway.Put($"{Address}/{pair.Workshop}/commitments/{pair.Item.ParticipantId}", Commitment(pair.Item), stop), ct);
        progress.Say(draw.Slug, booked, held, noted, committed);
        return [.. draw.Gatherings.SelectMany(gathering => gathering.Notes)
            .Select(note => new Contribution(note.Id, note.Id.ToString(), note.Said.Passages))];
    }

    static object Workshop(LabDraw draw, SimulatedGathering gathering)
    {
        var facts = gathering.Facts;
        return new
        {
            gathering.Id, draw.ProjectId, facts.Title, facts.City, facts.Format, facts.StartsAt, facts.EndsAt, facts.Capacity,
            agenda = facts.Sessions.Select(session =>
                new { session.Title, session.Purpose, session.Method, session.Minutes, session.Takeaways }),
            arrangements = facts.Arrangements is { } arranged
                ? new
                {
                    arranged.Kind, arranged.Series, arranged.Agreement, arranged.AccessFeatures,
                    presentingTeamIds = from team in draw.Facts.Teams.Index()
                                        where arranged.Teams?.Contains(team.Item.Key) ?? false
                                        select draw.Id("team", team.Item.Key, team.Index),
                }
                : null,
        };
    }

    /// <remarks>By post: nobody reads the mail of somebody who does not exist.</remarks>
    static object Commitment(SimulatedCommitment commitment) =>
        new { commitment.Answers, returnOn = (DateOnly?)null, returnBy = "post" };

    static object Note(SimulatedNote note) => new { note.Id, note.Said.Text, note.Kind, note.Session, note.ParticipantId };

    static IReadOnlyCollection<(Guid Workshop, T Item)> All<T>(LabDraw draw, Func<SimulatedGathering, IEnumerable<T>> items) =>
        [.. draw.Gatherings.SelectMany(gathering => items(gathering).Select(item => (gathering.Id, item)))];
}
