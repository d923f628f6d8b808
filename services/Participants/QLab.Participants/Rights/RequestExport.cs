using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Rights;

sealed record ExportAccepted(Guid Id, DateTimeOffset DueAt);

static class RequestExport
{
    public static Task<Results<Accepted<ExportAccepted>, ProblemHttpResult>> OfPerson(
        Guid id, HttpContext http, ParticipantsDb db, DataSubjectResolver resolver, RightsRequestPublisher publisher, AuditLog audit,
        TimeProvider time, CancellationToken ct) =>
        Export(db.People.VisibleTo(http.User, db).Where(p => p.Id == id), "/api/participants/v1/rights", db, resolver, publisher,
            audit, time, ct);

    public static Task<Results<Accepted<ExportAccepted>, ProblemHttpResult>> OfMe(
        HttpContext http, ParticipantsDb db, DataSubjectResolver resolver, RightsRequestPublisher publisher, AuditLog audit,
        TimeProvider time, CancellationToken ct) =>
        Export(db.Me(http.User), "/api/participants/v1/me/requests", db, resolver, publisher, audit, time, ct);

    static async Task<Results<Accepted<ExportAccepted>, ProblemHttpResult>> Export(
        IQueryable<Person> which, string at, ParticipantsDb db, DataSubjectResolver resolver, RightsRequestPublisher publisher,
        AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var person = await which.Select(p => new { p.Id, p.AuditId }).SingleOrDefaultAsync(ct);
        if (person is null || !await db.LockAsync(person.Id, ct)) return Refusal.NotFound("person").ToProblem();
        if (await UnderWay(db, person.Id, time.GetUtcNow(), ct) is { } existing)
            return (RightsErrors.TooMany with { ExistingId = existing }).ToProblem();

        var request = publisher.Ask(RightsKind.Export, await resolver.ResolveAsync(person.Id, ct));
        await audit.ChangedAsync("export", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted($"{at}/{request.Id}", new ExportAccepted(request.Id, request.DueAt));
    }

    /// <remarks>One at a time: an export is work for every service. What is ready may be asked for anew after an hour.</remarks>
    static Task<Guid?> UnderWay(ParticipantsDb db, Guid person, DateTimeOffset now, CancellationToken ct) =>
        db.RightsRequests
            .Where(r => r.Subject == person && r.Kind == RightsKind.Export && (r.CompletedAt == null || r.CompletedAt > now.AddHours(-1)))
            .Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
}
