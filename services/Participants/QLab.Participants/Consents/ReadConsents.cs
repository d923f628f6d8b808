using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Consents;

/// <param name="Method">How it was given; null where that was not recorded yet.</param>
sealed record ConsentEntryView(
    Purpose Purpose, bool Given, int WordingVersion, DateTimeOffset RecordedAt, ConsentMethod? Method, SignedPaper? Paper);

/// <param name="Now">For each purpose that was ever answered, what counts today.</param>
/// <param name="History">Every answer, oldest first.</param>
sealed record ConsentsView(
    Guid ParticipantId, bool Simulated, IReadOnlyList<ConsentEntryView> Now, IReadOnlyList<ConsentEntryView> History);

/// <param name="Translations">The same in other languages than English, by their tags.</param>
sealed record ConsentWordingView(Purpose Purpose, int Version, string Text, IReadOnlyDictionary<string, string> Translations);

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
            .Select(e => new ConsentEntryView(e.Purpose, e.Given, e.WordingVersion, e.RecordedAt, e.Method, e.Paper)).ToListAsync(ct);
        await audit.ReadAsync("consents", [found.AuditId], ct);
        return TypedResults.Ok(new ConsentsView(
            found.Id, found.Simulated, [.. history.GroupBy(e => e.Purpose).Select(entries => entries.Last())], history));
    }

    public static Dictionary<string, string> Translations(string? welsh) => welsh is null ? [] : new() { ["cy"] = welsh };

    public static async Task<Ok<IReadOnlyList<ConsentWordingView>>> Wordings(ParticipantsDb db, CancellationToken ct)
    {
        var translations = (await db.ConsentWordingTranslations.AsNoTracking().ToListAsync(ct)).ToLookup(t => (t.Purpose, t.Version));
        var wordings = await db.ConsentWordings.AsNoTracking().OrderBy(w => w.Purpose).ThenBy(w => w.Version).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<ConsentWordingView>>([.. wordings.Select(w => new ConsentWordingView(
            w.Purpose, w.Version, w.Text, translations[(w.Purpose, w.Version)].ToDictionary(t => t.Language, t => t.Text)))]);
    }
}
