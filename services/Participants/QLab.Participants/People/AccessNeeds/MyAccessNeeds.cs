using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.People.AccessNeeds;

/// <summary>The same for the person themselves.</summary>
static class MyAccessNeeds
{
    public static Task<Ok<IReadOnlyList<AccessNeedView>>> Read(HttpContext http, ParticipantsDb db, CancellationToken ct) =>
        ReadAccessNeeds.All(http.User.Myself(), db, ct);

    public static Task<Results<Ok<AccessNeedView>, ProblemHttpResult>> One(Guid id, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct) =>
        ReadAccessNeeds.One(http.User.Myself(), id, http, db, audit, ct);

    public static Task<Results<Created<RecordedAccessNeed>, ValidationProblem, ProblemHttpResult>> Record(
        RecordAccessNeedRequest request, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        RecordAccessNeed.Handle(http.User.Myself(), request, db, audit, time, ct);

    public static Task<Results<Ok<AccessNeedView>, ValidationProblem, ProblemHttpResult>> Share(
        Guid id, ShareAccessNeedRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        ChangeAccessNeed.Share(http.User.Myself(), id, request, ifMatch, http, db, audit, time, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> End(
        Guid id, IfMatch ifMatch, HttpContext http, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct) =>
        ChangeAccessNeed.End(http.User.Myself(), id, ifMatch, http, db, audit, time, ct);
}
