using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Rights;

sealed record ExportAccepted(Guid Id, DateTimeOffset DueAt);

static class RequestExport
{
    public static Task<Results<Accepted<ExportAccepted>, ProblemHttpResult>> OfPerson(
        Guid id, ParticipantsDb db, KnowWhose know, Asking asking, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Export(id, "/api/participants/v1/exports", db, know, asking, audit, time, ct);

    public static Task<Results<Accepted<ExportAccepted>, ProblemHttpResult>> OfMe(
        HttpContext http, ParticipantsDb db, KnowWhose know, Asking asking, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        Export(http.User.PersonId() ?? Guid.Empty, "/api/participants/v1/me/exports", db, know, asking, audit, time, ct);

    static async Task<Results<Accepted<ExportAccepted>, ProblemHttpResult>> Export(
        Guid id, string at, ParticipantsDb db, KnowWhose know, Asking asking, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM people WHERE id = {id} FOR UPDATE", ct);
        var auditId = await db.People.Where(p => p.Id == id).Select(p => (Guid?)p.AuditId).SingleOrDefaultAsync(ct);
        if (auditId is null) return Refusal.NotFound("person").ToProblem();
        if (await UnderWay(db, id, time.GetUtcNow(), ct) is { } existing) return (RightsErrors.TooMany with { ExistingId = existing }).ToProblem();

        var request = asking.Ask(RightsKind.Export, await know.WhoseAsync(id, ct));
        await audit.ChangedAsync("export", ct, auditId.Value);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.Accepted($"{at}/{request.Id}", new ExportAccepted(request.Id, request.DueAt));
    }

    /// <remarks>One at a time: an export is work for every service. What is ready may be asked for anew after an hour.</remarks>
    static Task<Guid?> UnderWay(ParticipantsDb db, Guid person, DateTimeOffset now, CancellationToken ct) =>
        db.RightsRequests
            .Where(r => r.Subject == person && r.Kind == RightsKind.Export && (r.CompletedAt == null || r.CompletedAt > now.AddHours(-1)))
            .Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
}
