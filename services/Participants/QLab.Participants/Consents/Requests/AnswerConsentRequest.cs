using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Consents.Requests;

/// <summary>
/// The page behind the link of a mail that asks for consents. Opening it changes nothing, because mail scanners open every link;
/// answers are recorded in the wording that the page showed, once, and a second click is no surprise.
/// </summary>
static class AnswerConsentRequest
{
    public static async Task<ContentHttpResult> Show(
        string token, HttpContext http, ParticipantsDb db, ConsentLedger ledger, TimeProvider time, CancellationToken ct)
    {
        var hash = ConsentMails.HashOf(token);
        var asked = await AskedAsync(db.ConsentRequests.AsNoTracking().Where(r => r.TokenHash == hash), db, ct);
        if (Ended(asked, http, time) is { } ended) return ended;
        return ConsentPage.Questions(http, asked!.Words, asked.Lab, token, await WordingsAsync(asked, db, ledger, ct));
    }

    public static async Task<ContentHttpResult> Answer(
        string token, HttpContext http, ParticipantsDb db, ConsentLedger ledger, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var form = await SmallForm.ReadAsync(http.Request, ct);
        await using var transaction = await db.RequireTransactionAsync(ct);
        var hash = ConsentMails.HashOf(token);
        var locked =
            await db.ConsentRequests.FromSql($"SELECT * FROM consent_requests WHERE token_hash = {hash} FOR UPDATE").ToListAsync(ct);
        var asked = locked is [var one] ? await AskedAsync(db.ConsentRequests.Where(r => r.Id == one.Id), db, ct) : null;
        if (Ended(asked, http, time) is { } ended) return ended;

        var wordings = await WordingsAsync(asked!, db, ledger, ct);
        var answers = wordings.Select(wording => (wording.Purpose, Given: ConsentPage.Read(form, wording)))
            .Where(answer => answer.Given is not null).ToList();
        var reworded = ConsentPage.ShowedAnother(form, wordings);
        if (reworded || answers.Count == 0)
            return ConsentPage.Questions(
                http, asked!.Words, asked.Lab, token, wordings, reworded ? asked.Words.Reworded : asked.Words.NoAnswer);

        foreach (var (purpose, given) in answers) await RecordAsync(asked!.Participation, purpose, given!.Value, ledger, time, ct);
        asked!.Request.Answer(time.GetUtcNow());
        await audit.ChangedAsync("consents, by the link of a mail", ct, asked.AuditId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return ConsentPage.Thanks(http, asked.Words);
    }

    static async Task RecordAsync(
        Participation participation, Purpose purpose, bool given, ConsentLedger ledger, TimeProvider time, CancellationToken ct)
    {
        var latest = await ledger.LatestAsync(participation, purpose, ct);
        var now = ConsentLedger.After(latest, time.GetUtcNow());
        if (latest is not { Given: true }) await ledger.RecordAsync(participation, purpose, given, ConsentMethod.Page, now, ct);
        else if (!given) ledger.Withdraw(participation, latest, ConsentMethod.Page, now);
    }

    static ContentHttpResult? Ended(Asked? asked, HttpContext http, TimeProvider time)
    {
        if (asked is null || asked.Request.IsExpired(time.GetUtcNow()))
            return ConsentPage.NotValid(http, asked?.Words ?? ConsentWords.In(""));
        return asked.Request.AnsweredAt is null ? null : ConsentPage.Thanks(http, asked.Words);
    }

    /// <summary>Whoever has left, or was erased, is asked no longer.</summary>
    static async Task<Asked?> AskedAsync(IQueryable<ConsentRequest> which, ParticipantsDb db, CancellationToken ct) => await (
        from request in which
        join participation in db.Participations on request.ParticipationId equals participation.Id
        join person in db.People on participation.PersonId equals person.Id
        join project in db.Projects on participation.ProjectId equals project.Id
        where participation.LeftAt == null
        select new Asked(request, participation, project.Title, person.Language, person.AuditId)).SingleOrDefaultAsync(ct);

    static Task<List<AskedWording>> WordingsAsync(Asked asked, ParticipantsDb db, ConsentLedger ledger, CancellationToken ct) =>
        AskedWording.CurrentAsync(asked.Request.Purposes.Select(PurposeText.Read), asked.Words.Language, db, ledger, ct);

    sealed record Asked(ConsentRequest Request, Participation Participation, string Lab, string Language, Guid AuditId)
    {
        public ConsentWords Words => ConsentWords.In(SpokenLanguages.Nearest(Language));
    }
}
