using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Participants.Projects.Counts;

sealed record WorkshopCounts(long Scheduled, long Held);

/// <param name="Participants">Who takes part now; null when suppressed, as are the other counts of people.</param>
/// <param name="Involved">Whoever has taken part in anything, however often.</param>
/// <param name="Surveys">Those that were ever opened.</param>
/// <param name="SurveysClosed">Those of them that take no more responses.</param>
/// <param name="TeamsFunded">Teams with at least one grant.</param>
/// <param name="Partners">Organisations with at least one role.</param>
/// <param name="Suppressed">Names of counts from 1 to 7 that are withheld because they could point at a person.</param>
sealed record ProjectCounts(
    long? Participants, InvolvedPeople Involved, long? Responses, long Surveys, long SurveysClosed, WorkshopCounts Workshops,
    long? PlacesBooked, long Notes, long Teams, long Learnings, long Grants, long TeamsFunded, long Themes, long Insights,
    long Publications, long Partners,
    IReadOnlyList<string> Suppressed)
{
    public static async Task<ProjectCounts> ReadAsync(ParticipantsDb db, Guid project, CancellationToken ct)
    {
        var told = await db.ProjectCounts.Where(c => c.ProjectId == project).ToDictionaryAsync(c => c.What, c => c.Value, ct);
        var participants = await db.Participations.LongCountAsync(p => p.ProjectId == project && p.LeftAt == null, ct);
        var funded = await db.FundedTeams.LongCountAsync(t => t.ProjectId == project && t.Grants > 0, ct);
        var partners = await db.Partnerships.Where(p => p.ProjectId == project).Select(p => p.OrganisationId).Distinct().LongCountAsync(ct);
        var reached = await ReachedPeople.ReadAsync(db, project, ct);
        return new(
            participants, InvolvedPeople.Of(reached, Of(Counted.AnonymousResponses) > 0), Of(Counted.Responses),
            Of(Counted.Surveys), Of(Counted.SurveysClosed),
            new(Of(Counted.WorkshopsScheduled), Of(Counted.WorkshopsHeld)),
            Of(Counted.PlacesBooked), Of(Counted.Notes), Of(Counted.Teams), Of(Counted.Learnings), Of(Counted.Grants), funded,
            Of(Counted.Themes), Of(Counted.Insights), Of(Counted.Publications), partners, []);

        // A cancellation may arrive before its booking.
        long Of(Counted what) => Math.Max(0, told.GetValueOrDefault(what));
    }

    public ProjectCounts ForThePublic() => this with
    {
        Participants = Shown(Participants),
        Involved = Involved.ForThePublic(),
        Responses = Shown(Responses),
        PlacesBooked = Shown(PlacesBooked),
        Suppressed =
        [
            .. new (string Name, long? Count)[] { ("participants", Participants), ("responses", Responses), ("placesBooked", PlacesBooked) }
                .Where(c => Shown(c.Count) is null).Select(c => c.Name),
        ],
    };

    static long? Shown(long? count) => count is { } known && SmallNumbers.IsSmall(known) ? null : count;
}
