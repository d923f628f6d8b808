using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Teams;

namespace QLab.Workshops.Workshops;

[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "title": "Quiet nights", "format": "hybrid", "city": "London",
      "startsAt": "2026-11-05T10:00:00Z", "endsAt": "2026-11-05T12:00:00Z", "capacity": 30,
      "agenda": [{ "title": "What we heard", "purpose": "See the survey together", "minutes": 45 }] }
    """)]
public sealed record ScheduleWorkshopRequest : WorkshopDetails
{
    /// <summary>Your own id for the workshop, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    public required Guid ProjectId { get; init; }

    /// <summary>Whether to prepare it unseen; it takes no bookings until it is published.</summary>
    public bool Draft { get; init; }

    /// <summary>What is arranged for it already.</summary>
    public FirstArrangements? Arrangements { get; init; }
}

static class ScheduleWorkshop
{
    public static async Task<Results<Created<WorkshopView>, ValidationProblem, ProblemHttpResult>> Handle(
        ScheduleWorkshopRequest request, WorkshopsDb db, IEvents events, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var arrangements = request.Arrangements ?? Arrangements.None;
        Dictionary<string, string[]> faults = new([.. request.Faults(), .. arrangements.Faults(request.Format, "/arrangements")]);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Workshops.AnyAsync(w => w.Id == id, ct)) return Refusal.AlreadyExists("workshop", id).ToProblem();

        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();
        if (project.Closed) return WorkshopErrors.ProjectClosed.ToProblem();
        if (await db.RefuseTeamsAsync(project.Id, arrangements.PresentingTeamIds, ct) is { } refusal) return refusal.ToProblem();

        var workshop = Workshop.Schedule(id, project.Id, request, arrangements, request.Draft);
        db.Workshops.Add(workshop);
        if (!workshop.Draft) events.Publish(workshop.Scheduled(time.GetUtcNow()));
        await db.SaveChangesAsync(ct);

        http.SetETag(workshop.RowVersion);
        return TypedResults.Created(
            $"/api/workshops/v1/workshops/{id}",
            WorkshopView.Of(workshop, project.Simulated, await db.PresentingAsync(workshop, ct), http.User));
    }
}
