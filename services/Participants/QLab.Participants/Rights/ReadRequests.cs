using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Rights;

enum RightsState
{
    /// <summary>The services have been asked; waitingFor says which have not answered yet.</summary>
    Asked,
    Done,

    /// <summary>An export whose content has been thrown away.</summary>
    Expired,
}

sealed record ServiceAnswer(string Service, DateTimeOffset? AnsweredAt);

/// <param name="DueAt">By when the law wants it done: a month after it was asked for.</param>
/// <param name="Overdue">True when that day has passed.</param>
/// <param name="WaitingFor">Services that have not answered; they are asked again every hour.</param>
sealed record RightsRequestView(
    Guid Id, RightsKind Kind, RightsState State, DateTimeOffset RequestedAt, DateTimeOffset DueAt, bool Overdue,
    IReadOnlyList<ServiceAnswer> Answers, IReadOnlyList<string> WaitingFor, DateTimeOffset? CompletedAt, DateTimeOffset? ExpiresAt)
{
    public static RightsRequestView Of(RightsRequest request, IReadOnlyList<RightsAnswer> answers, DateTimeOffset now)
    {
        var given = answers.ToDictionary(a => a.Service, a => a.AnsweredAt);
        var state = request.CompletedAt is null ? RightsState.Asked : request.ExpiresAt < now ? RightsState.Expired : RightsState.Done;
        return new(
            request.Id, request.Kind, state, request.RequestedAt, request.DueAt, request.IsOverdue(now),
            [.. request.Services.Select(service => new ServiceAnswer(service, given.TryGetValue(service, out var at) ? at : null))],
            [.. request.Services.Where(service => !given.ContainsKey(service))], request.CompletedAt, request.ExpiresAt);
    }
}

sealed record RightsListItem(Guid Id, RightsKind Kind, DateTimeOffset RequestedAt, DateTimeOffset DueAt, DateTimeOffset? CompletedAt);

static class ReadRequests
{
    public static Task<Page<RightsListItem>> List(
        [AsParameters] Paging paging, [Description("export, erasure or correction.")] EnumParameter<RightsKind>? kind,
        [Description("True for those that are not done yet.")] bool? open,
        [Description("True for those that should have been done by now.")] bool? overdue,
        HttpContext http, ParticipantsDb db, TimeProvider time, CancellationToken ct)
    {
        var (wanted, now) = (kind?.Value, time.GetUtcNow());
        return paging.ReadAsync(
            db.VisibleRequests(http.User).Where(r => (wanted == null || r.Kind == wanted) && (open == null || (r.CompletedAt == null) == open)
                && (overdue == null || (r.CompletedAt == null && r.DueAt < now) == overdue)),
            r => r.Id, r => new RightsListItem(r.Id, r.Kind, r.RequestedAt, r.DueAt, r.CompletedAt), ct);
    }

    public static Task<Results<Ok<RightsRequestView>, ProblemHttpResult>> Erasure(Guid id, ParticipantsDb db, TimeProvider time, CancellationToken ct) =>
        One(db.RightsRequests.Where(r => r.Id == id && r.Kind == RightsKind.Erasure), "erasure", db, time, ct);

    public static Task<Results<Ok<RightsRequestView>, ProblemHttpResult>> Any(Guid id, HttpContext http, ParticipantsDb db, TimeProvider time, CancellationToken ct) =>
        One(db.VisibleRequests(http.User).Where(r => r.Id == id), "request", db, time, ct);

    public static Task<Results<Ok<RightsRequestView>, ProblemHttpResult>> Mine(
        Guid id, HttpContext http, ParticipantsDb db, TimeProvider time, CancellationToken ct)
    {
        var me = http.User.Myself();
        return One(db.RightsRequests.Where(r => r.Id == id && r.Subject == me), "request", db, time, ct);
    }

    public static Task<Page<RightsListItem>> ListMine(
        [AsParameters] Paging paging, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var me = http.User.Myself();
        return paging.ReadAsync(
            db.RightsRequests.Where(r => r.Subject == me),
            r => r.Id, r => new RightsListItem(r.Id, r.Kind, r.RequestedAt, r.DueAt, r.CompletedAt), ct);
    }

    /// <summary>A caller bound to an organisation sees what its own people asked for; an erasure is nobody's any more.</summary>
    public static IQueryable<RightsRequest> VisibleRequests(this ParticipantsDb db, ClaimsPrincipal user) =>
        user.OrganisationId() is { } organisation
            ? db.RightsRequests.Where(r => db.People.Any(p => p.Id == r.Subject && p.OrganisationId == organisation))
            : db.RightsRequests;

    static async Task<Results<Ok<RightsRequestView>, ProblemHttpResult>> One(
        IQueryable<RightsRequest> which, string what, ParticipantsDb db, TimeProvider time, CancellationToken ct)
    {
        var request = await which.AsNoTracking().SingleOrDefaultAsync(ct);
        if (request is null) return Refusal.NotFound(what).ToProblem();
        var answers = await db.RightsAnswers.AsNoTracking().Where(a => a.RequestId == request.Id).ToListAsync(ct);
        return TypedResults.Ok(RightsRequestView.Of(request, answers, time.GetUtcNow()));
    }
}
