using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Consents.Requests;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Interests;

/// <summary>
/// The page behind the link of the mail that asks whether somebody would like to take part. Opening it changes nothing, because mail
/// scanners open every link; one button confirms, with what is agreed to, and the other one deletes.
/// </summary>
static class ConfirmInterest
{
    public static async Task<ContentHttpResult> Show(
        string token, HttpContext http, ParticipantsDb db, ConsentLedger ledger, CancellationToken ct)
    {
        var hash = InterestMails.HashOf(token);
        return await FindAsync(db.ExpressionsOfInterest.AsNoTracking().Where(i => i.TokenHash == hash), db, ct) is { } found
            ? await PageAsync(http, found, token, db, ledger, ct)
            : InterestPage.NotValid(http);
    }

    public static async Task<ContentHttpResult> Answer(
        string token, HttpContext http, ParticipantsDb db, ConsentLedger ledger, InterestRemoval removal, AuditLog audit,
        TimeProvider time, CancellationToken ct)
    {
        var form = await SmallForm.ReadAsync(http.Request, ct);
        var does = form?["do"].ToString();
        await using var transaction = await db.RequireTransactionAsync(ct);
        var hash = InterestMails.HashOf(token);
        // What was said twice under one address is confirmed one after the other: each takes the other away.
        await db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock(hashtextextended(email_key, 5)) FROM expressions_of_interest WHERE token_hash = {hash}", ct);
        var locked = await db.ExpressionsOfInterest
            .FromSql($"SELECT * FROM expressions_of_interest WHERE token_hash = {hash} FOR UPDATE").ToListAsync(ct);
        if (locked is not [var interest]) return InterestPage.NotValid(http);
        var found = (await FindAsync(db.ExpressionsOfInterest.Where(i => i.Id == interest.Id), db, ct))!;

        if (does == InterestPage.Delete)
        {
            await audit.ChangedAsync("expression of interest deleted, by the link of a mail", ct);
            await db.SaveChangesAsync(ct);
            await removal.RemoveAsync([interest.Id], ct);
            await transaction.CommitAsync(ct);
            return InterestPage.Deleted(http, found.Words);
        }
        if (does != InterestPage.Confirm || interest.State != InterestState.Unconfirmed)
            return await PageAsync(http, found, token, db, ledger, ct);

        var wordings = await WordingsAsync(found, db, ledger, ct);
        if (ConsentPage.ShowedAnother(form, wordings))
            return InterestPage.Questions(http, found, token, wordings, found.ConsentWords.Reworded);
        await RemoveOthersAsync(interest, db, removal, ct);
        interest.Confirm(
            [.. from wording in wordings
                let given = ConsentPage.Read(form, wording)
                where given is not null
                select new AnsweredWording(wording.Purpose, given.Value, wording.Version)], time.GetUtcNow());
        await audit.ChangedAsync("expression of interest confirmed, by the link of a mail", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return InterestPage.Confirmed(http, found.Words, token);
    }

    /// <summary>Who asked more than once, or was put forward by several, is answered once: what they confirmed last counts.</summary>
    static async Task RemoveOthersAsync(ExpressionOfInterest interest, ParticipantsDb db, InterestRemoval removal, CancellationToken ct) =>
        await removal.RemoveAsync(
            await db.ExpressionsOfInterest
                .Where(i => i.EmailKey == interest.EmailKey && i.ProjectId == interest.ProjectId && i.Id != interest.Id
                    && (i.State == InterestState.Unconfirmed || i.State == InterestState.Confirmed))
                .Select(i => i.Id).ToListAsync(ct), ct);

    static async Task<ContentHttpResult> PageAsync(
        HttpContext http, FoundInterest found, string token, ParticipantsDb db, ConsentLedger ledger, CancellationToken ct) =>
        found.Interest.State switch
        {
            InterestState.Unconfirmed => InterestPage.Questions(http, found, token, await WordingsAsync(found, db, ledger, ct)),
            InterestState.Confirmed => InterestPage.Confirmed(http, found.Words, token),
            _ => InterestPage.Answered(http, found.Words, token),
        };

    static Task<List<AskedWording>> WordingsAsync(FoundInterest found, ParticipantsDb db, ConsentLedger ledger, CancellationToken ct) =>
        AskedWording.CurrentAsync(Enum.GetValues<Purpose>(), found.Words.Language, db, ledger, ct);

    static async Task<FoundInterest?> FindAsync(IQueryable<ExpressionOfInterest> which, ParticipantsDb db, CancellationToken ct) => await (
        from interest in which
        join project in db.Projects on interest.ProjectId equals project.Id
        select new FoundInterest(
            interest, project.Title, db.Organisations.Where(o => o.Id == interest.OrganisationId).Select(o => o.Name).FirstOrDefault()))
        .SingleOrDefaultAsync(ct);
}

/// <param name="Partner">The partner that has put them forward; null when they came by themselves.</param>
sealed record FoundInterest(ExpressionOfInterest Interest, string Lab, string? Partner)
{
    public InterestWords Words => InterestWords.In(SpokenLanguages.Nearest(Interest.Language));
    public ConsentWords ConsentWords => ConsentWords.In(SpokenLanguages.Nearest(Interest.Language));
}
