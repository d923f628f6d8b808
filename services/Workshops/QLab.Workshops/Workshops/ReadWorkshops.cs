using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Teams;

namespace QLab.Workshops.Workshops;

static class ReadWorkshops
{
    /// <summary>What is still prepared is seen by the Lab alone, by coordinators in their projects.</summary>
    public static IQueryable<Workshop> ShownTo(this IQueryable<Workshop> workshops, ClaimsPrincipal reader) =>
        reader.ActsForLab("workshops:read") ? workshops
        : reader.OrganisationId() is null && reader.HasScope("workshops:read") && reader.ProjectIds() is { } own
            ? workshops.Where(w => !w.Draft || own.Contains(w.ProjectId))
        : workshops.Where(w => !w.Draft);

    public static Task<Page<WorkshopListItem>> List(
        [AsParameters] Paging paging, [AsParameters] WorkshopFilter filter, WorkshopsDb db, ClaimsPrincipal reader, TimeProvider time,
        CancellationToken ct) =>
        paging.ReadAsync(
            filter.Of(db.Workshops.ShownTo(reader), time.GetUtcNow()), w => w.Id,
            w => new WorkshopListItem(
                w.Id, w.ProjectId, w.Title, w.Format, w.City, w.StartsAt, w.EndsAt,
                w.Places.OrderBy(p => p.Attendance).Select(p => p.Capacity).First(),
                w.Places.OrderBy(p => p.Attendance).Select(p => p.Closed || p.Waiting > 0 ? 0 : p.Capacity - p.Booked).First(),
                db.Projects.Any(p => p.Id == w.ProjectId && p.Simulated), w.HeldAt != null, w.CancelledAt != null, w.Kind, w.Series,
                w.Draft),
            ct);

    public static async Task<Results<Ok<WorkshopView>, ProblemHttpResult>> Get(
        Guid id, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        if (await Find(db, id, http.User, ct) is not { } found) return Refusal.NotFound("workshop").ToProblem();
        http.SetETag(found.RowVersion);
        return TypedResults.Ok(found.View);
    }

    public static async Task<Found?> Find(WorkshopsDb db, Guid id, ClaimsPrincipal reader, CancellationToken ct) =>
        await (
            from workshop in db.Workshops.AsNoTracking().Include(w => w.Places).ShownTo(reader)
            join project in db.Projects on workshop.ProjectId equals project.Id
            where workshop.Id == id
            select new { workshop, project.Simulated }).SingleOrDefaultAsync(ct) is { } row
            ? new(
                WorkshopView.Of(row.workshop, row.Simulated, await db.PresentingAsync(row.workshop, ct), reader), row.workshop.RowVersion)
            : null;

    public sealed record Found(WorkshopView View, uint RowVersion);
}
