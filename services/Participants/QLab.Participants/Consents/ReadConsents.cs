using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Consents;

sealed record ConsentEntryView(Purpose Purpose, bool Given, int WordingVersion, DateTimeOffset RecordedAt);

/// <param name="Now">For each purpose that was ever answered, what counts today.</param>
/// <param name="History">Every answer, oldest first.</param>
sealed record ConsentsView(
    Guid ParticipantId, bool Simulated, IReadOnlyList<ConsentEntryView> Now, IReadOnlyList<ConsentEntryView> History);

sealed record ConsentWordingView(Purpose Purpose, int Version, string Text);

static class ReadConsents
{
    public static Task<Results<Ok<ConsentsView>, ProblemHttpResult>> OfParticipant(
        Guid projectId, Guid participantId, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct) =>
        Of(db.Participations.Where(p => p.Id == participantId && p.ProjectId == projectId).VisibleTo(http.User, db), db, audit, ct);

    public static async Task<Results<Ok<ConsentsView>, ProblemHttpResult>> Of(
        IQueryable<Participation> subject, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var found = await (
            from participation in subject
            join project in db.Projects on participation.ProjectId equals project.Id
            join person in db.People on participation.PersonId equals person.Id
            select new { participation.Id, participation.LedgerId, project.Simulated, person.AuditId }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("participant").ToProblem();

        var history = await db.ConsentEntries.Where(e => e.LedgerId == found.LedgerId).OrderBy(e => e.Position)
            .Select(e => new ConsentEntryView(e.Purpose, e.Given, e.WordingVersion, e.RecordedAt)).ToListAsync(ct);
        await audit.ReadAsync("consents", [found.AuditId], ct);
        return TypedResults.Ok(new ConsentsView(
            found.Id, found.Simulated, [.. history.GroupBy(e => e.Purpose).Select(entries => entries.Last())], history));
    }

    public static async Task<Ok<IReadOnlyList<ConsentWordingView>>> Wordings(ParticipantsDb db, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<ConsentWordingView>>(await db.ConsentWordings.OrderBy(w => w.Purpose).ThenBy(w => w.Version)
            .Select(w => new ConsentWordingView(w.Purpose, w.Version, w.Text)).ToListAsync(ct));
}
