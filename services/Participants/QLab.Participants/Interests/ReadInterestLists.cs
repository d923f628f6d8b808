using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Interests;

/// <summary>How far the people of a list have come.</summary>
/// <param name="Gone">Deleted: not confirmed in time, taken back, put forward again, or answered some time ago.</param>
sealed record InterestProgress(int Unconfirmed, int Confirmed, int Accepted, int Declined, int Gone);

/// <param name="Taken">How many lines were taken; each of them is asked by mail.</param>
/// <param name="Refused">Lines that were not taken, and why: put them right and send them in another list.</param>
sealed record InterestListView(
    Guid Id, Guid ProjectId, Guid? OrganisationId, int Taken, IReadOnlyList<RefusedLine> Refused, InterestProgress Progress,
    DateTimeOffset ReceivedAt)
{
    static readonly InterestProgress NotCounted = new(0, 0, 0, 0, 0);

    public static InterestListView Of(InterestList l) =>
        new(l.Id, l.ProjectId, l.OrganisationId, l.Taken, l.Refused, NotCounted, l.ReceivedAt);
}

static class ReadInterestLists
{
    public static async Task<Results<Page<InterestListView>, ProblemHttpResult>> List(
        Guid projectId, [AsParameters] Paging paging, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.VisibleTo(http.User, db).AnyAsync(p => p.Id == projectId, ct))
            return Refusal.NotFound("project").ToProblem();
        await audit.ReadAsync("interest lists", [], ct);
        var page = await paging.ReadAsync(
            db.InterestLists.VisibleTo(http.User).Where(l => l.ProjectId == projectId), l => l.Id, l => InterestListView.Of(l), ct);
        return page.With(await CountedAsync(page.Items, db, ct));
    }

    public static async Task<Results<Ok<InterestListView>, ProblemHttpResult>> Get(
        Guid projectId, Guid id, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var visible = await db.Projects.VisibleTo(http.User, db).AnyAsync(p => p.Id == projectId, ct);
        var list = await db.InterestLists.AsNoTracking().VisibleTo(http.User)
            .SingleOrDefaultAsync(l => l.Id == id && l.ProjectId == projectId, ct);
        if (!visible || list is null) return Refusal.NotFound("interest list").ToProblem();
        await audit.ReadAsync($"interest list {id}", [], ct);
        return TypedResults.Ok(await ViewAsync(list, db, ct));
    }

    public static async Task<InterestListView> ViewAsync(InterestList list, ParticipantsDb db, CancellationToken ct) =>
        (await CountedAsync([InterestListView.Of(list)], db, ct))[0];

    static async Task<List<InterestListView>> CountedAsync(
        IReadOnlyList<InterestListView> lists, ParticipantsDb db, CancellationToken ct)
    {
        Guid?[] ids = [.. lists.Select(l => l.Id)];
        var counts = await db.ExpressionsOfInterest.Where(i => ids.Contains(i.ListId)).GroupBy(i => new { i.ListId, i.State })
            .Select(of => new { of.Key.ListId, of.Key.State, Count = of.Count() })
            .ToDictionaryAsync(of => (of.ListId!.Value, of.State), of => of.Count, ct);
        return [.. lists.Select(list =>
        {
            int[] of = [.. Enum.GetValues<InterestState>().Select(state => counts.GetValueOrDefault((list.Id, state)))];
            return list with { Progress = new(of[0], of[1], of[2], of[3], list.Taken - of.Sum()) };
        })];
    }
}
