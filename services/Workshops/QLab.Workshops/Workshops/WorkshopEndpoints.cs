using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Workshops;

static class WorkshopEndpoints
{
    public static void MapWorkshops(this RouteGroupBuilder api)
    {
        var workshops = api.MapGroup("/workshops").WithTag("Workshops", "When and where people meet, and what for.");
        workshops.MapPost("", ScheduleWorkshop.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Schedules a workshop with its agenda and places");
        workshops.MapGet("", ReadWorkshops.List).AllowAnonymous().WithSummary("Workshops, with the places left")
            .RefusesUnknown<WorkshopsDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        workshops.MapGet("{id:guid}", ReadWorkshops.Get).AllowAnonymous().WithSummary("One workshop with its agenda");
        workshops.MapPut("{id:guid}", CorrectWorkshop.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Corrects its details; the capacity stays at or above what is booked");
        workshops.MapGet("{id:guid}/arrangements", ArrangeWorkshop.Read)
            .RequireScope("workshops:read")
            .WithName("readArrangements")
            .WithSummary("What is arranged for it, with the way to join");
        workshops.MapPut("{id:guid}/arrangements", ArrangeWorkshop.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Arranges kind, places online, access, facilitators and the way to join");
        workshops.MapPost("{id:guid}/publish", PublishWorkshop.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Publishes a draft: everybody sees it and can book");
        workshops.MapPost("{id:guid}/held", HoldWorkshop.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Records that it has taken place");
        workshops.MapPost("{id:guid}/cancel", CancelWorkshop.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Cancels a workshop; those who were booked are told why");
        workshops.MapChanges<Workshop>(Workshop.Noun)
            .RequireScope("workshops:write")
            .WithSummary("Who arranged a workshop anew or cancelled it, when and why");
    }
}
