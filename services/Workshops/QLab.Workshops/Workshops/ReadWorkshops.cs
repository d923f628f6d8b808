using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Workshops;

/// <param name="Simulated">True when the people of this project, and so its bookings and notes, are made up.</param>
/// <param name="Attended">How many came; the public does not see it when it is from 1 to 7.</param>
/// <param name="CancelledAt">Since when it does not take place, with the reason.</param>
sealed record WorkshopView(
    Guid Id, Guid ProjectId, string Title, WorkshopFormat Format, string? City, string? Venue, DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    int Capacity, int PlacesLeft, bool Simulated, DateTimeOffset? HeldAt, int? Attended, DateTimeOffset? CancelledAt, string? CancellationReason,
    IReadOnlyList<Session> Agenda)
{
    public static WorkshopView Of(Workshop w, bool simulated, ClaimsPrincipal reader) => new(
        w.Id, w.ProjectId, w.Title, w.Format, w.City, w.Venue, w.StartsAt, w.EndsAt,
        w.Places.Capacity, w.Places.Left, simulated, w.HeldAt, ShownTo(reader, w.Attended), w.CancelledAt,
        w.CancellationReason, w.Agenda);

    static int? ShownTo(ClaimsPrincipal reader, int? attended) =>
        attended is { } count && SmallNumbers.IsSmall(count) && !reader.ActsForLab("workshops:read") ? null : attended;
}

sealed record WorkshopListItem(
    Guid Id, Guid ProjectId, string Title, WorkshopFormat Format, string? City, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
    int Capacity, int PlacesLeft, bool Simulated, bool Held, bool Cancelled);

static class ReadWorkshops
{
    public static Task<Page<WorkshopListItem>> List(
        [AsParameters] Paging paging, Guid? projectId, bool? held, WorkshopsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Workshops.Where(w => (projectId == null || w.ProjectId == projectId) && (held == null || (w.HeldAt != null) == held)),
            w => w.Id,
            w => new WorkshopListItem(
                w.Id, w.ProjectId, w.Title, w.Format, w.City, w.StartsAt, w.EndsAt, w.Places.Capacity,
                w.Places.Closed ? 0 : w.Places.Capacity - w.Places.Booked,
                db.Projects.Any(p => p.Id == w.ProjectId && p.Simulated), w.HeldAt != null, w.CancelledAt != null),
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
            from workshop in db.Workshops.AsNoTracking().Include(w => w.Places)
            join project in db.Projects on workshop.ProjectId equals project.Id
            where workshop.Id == id
            select new { workshop, project.Simulated }).SingleOrDefaultAsync(ct) is { } row
            ? new(WorkshopView.Of(row.workshop, row.Simulated, reader), row.workshop.RowVersion)
            : null;

    public sealed record Found(WorkshopView View, uint RowVersion);
}
