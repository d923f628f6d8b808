using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Consents;

static class WriteReceipt
{
    const string Version = "ISO/IEC TS 27560:2023", Controller = "controller", Jurisdiction = "GB";

    static readonly string[] Rights =
        ["access", "rectification", "erasure", "restriction", "portability", "objection", "withdrawal of consent"];

    public static Task<Results<Ok<ConsentReceipt>, ProblemHttpResult>> OfParticipant(
        Guid projectId, Guid participantId, HttpContext http, ParticipantsDb db, AuditLog audit, IConfiguration settings, TimeProvider time,
        CancellationToken ct) =>
        Write(db.Participations.Where(p => p.Id == participantId && p.ProjectId == projectId).VisibleTo(http.User, db), db, audit, settings, time, ct);

    public static Task<Results<Ok<ConsentReceipt>, ProblemHttpResult>> OfMine(
        Guid participantId, HttpContext http, ParticipantsDb db, AuditLog audit, IConfiguration settings, TimeProvider time,
        CancellationToken ct) =>
        Write(db.Mine(participantId, http.User), db, audit, settings, time, ct);

    static async Task<Results<Ok<ConsentReceipt>, ProblemHttpResult>> Write(
        IQueryable<Participation> which, ParticipantsDb db, AuditLog audit, IConfiguration settings, TimeProvider time,
        CancellationToken ct)
    {
        var participation = await which.AsNoTracking().SingleOrDefaultAsync(ct);
        if (participation?.LedgerId is not { } ledger) return Refusal.NotFound("participant").ToProblem();

        var entries = await db.ConsentEntries.AsNoTracking().Where(e => e.LedgerId == ledger).OrderBy(e => e.Position).ToListAsync(ct);
        var wordings = await db.ConsentWordings.AsNoTracking().ToDictionaryAsync(w => (w.Purpose, w.Version), w => w.Text, ct);
        await audit.ReadAsync(
            "consents", await db.People.Where(p => p.Id == participation.PersonId).Select(p => p.AuditId).ToListAsync(ct), ct);

        return TypedResults.Ok(new ConsentReceipt(Version, ledger, time.GetUtcNow(), new ConsentRecord(
            ledger, participation.Id,
            [.. entries.GroupBy(e => e.Purpose).Select(purpose => Processing(participation, [.. purpose], wordings, settings))],
            [new Party(Controller, "pii_controller", settings["Controller:Name"] ?? "The Lab that runs this platform", settings["Controller:Email"], settings["Controller:Url"] ?? settings.PublicUrl())])));
    }

    static PiiProcessing Processing(
        Participation participation, List<ConsentEntry> entries, Dictionary<(Purpose, int), string> wordings, IConfiguration settings)
    {
        var latest = entries[^1];
        var purpose = new PurposeOfProcessing(
            PurposeText.Of(latest.Purpose), wordings[(latest.Purpose, latest.WordingVersion)], latest.WordingVersion,
            "consent (UK GDPR Art. 6(1)(a) and Art. 9(2)(a))",
            Information(latest.Purpose), [Controller], Method(latest), "until erasure is asked for", [Jurisdiction], [],
            $"{settings.PublicUrl()}/api/participants/v1/me/participations/{participation.Id}/consents/withdraw, or by telling the Lab",
            Rights);
        return new(
            $"{settings.PublicUrl()}/api/participants/v1/consent-wordings", "en", [purpose],
            [.. entries.Select((entry, i) => new ConsentEvent(entry.RecordedAt, "explicit", State(entry, entries.Take(i).LastOrDefault()), participation.Id))]);
    }

    static string State(ConsentEntry entry, ConsentEntry? before) =>
        entry.Given ? "given" : before is { Given: true } ? "withdrawn" : "refused";

    static string Method(ConsentEntry entry) => entry switch
    {
        { Method: ConsentMethod.Form or ConsentMethod.Staff, Paper: { } form } => $"on a form: {form.Form}",
        { Paper: { } paper } => $"on paper: {paper.Form}, signed on {paper.SignedOn:yyyy-MM-dd}, held by {paper.HeldBy}",
        { Method: ConsentMethod.Page } => "on a page behind a link in a mail",
        { Method: ConsentMethod.Themselves } => "by the person, signed in",
        _ => "asked by the Lab",
    };

    static PiiInformation[] Information(Purpose purpose) => purpose switch
    {
        Purpose.Contact => [new("name", false), new("e-mail address", false), new("postal address", false)],
        Purpose.Research or Purpose.Quotation => [new("contributions", true)],
        Purpose.NamedCredit => [new("name", false)],
        Purpose.LivedExperienceData => [new("data concerning health", true)],
        _ => [new("e-mail address", false)],
    };
}
