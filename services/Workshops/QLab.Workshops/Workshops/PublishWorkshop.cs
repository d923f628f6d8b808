using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Agenda;
using QLab.Workshops.Methods;

namespace QLab.Workshops.Workshops;

/// <param name="DespiteWarnings">Whether to publish it although there are warnings about its agenda.</param>
[Example("""{ "despiteWarnings": true }""")]
public sealed record PublishWorkshopRequest(bool DespiteWarnings = false);

/// <summary>From now on everybody sees it and can book.</summary>
static class PublishWorkshop
{
    public static async Task<Results<Ok<WorkshopView>, ProblemHttpResult>> Handle(
        Guid id, PublishWorkshopRequest? request, WorkshopsDb db, MethodLibrary library, IEvents events, TimeProvider time,
        HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.Include(w => w.Places).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (!workshop.Draft) return WorkshopErrors.Published(id).ToProblem();
        if (await db.Projects.AnyAsync(p => p.Id == workshop.ProjectId && p.Closed, ct)) return WorkshopErrors.ProjectClosed.ToProblem();
        var warnings = AgendaChecks.Of(workshop, workshop.People, await library.NamedAsync(ct));
        if (warnings.Count > 0 && request is not { DespiteWarnings: true }) return WorkshopErrors.Warned(warnings).ToProblem();

        workshop.Publish();
        events.Publish(workshop.Scheduled(time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.LostRace.ToProblem();
        }
        http.SetETag(workshop.RowVersion);
        return TypedResults.Ok((await ReadWorkshops.Find(db, id, http.User, ct))!.View);
    }
}
