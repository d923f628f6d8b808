using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People.AccessNeeds;

static class AccessNeedEndpoints
{
    public static void MapAccessNeeds(this RouteGroupBuilder api)
    {
        var needs = api.MapGroup("/people/{personId:guid}/access-needs")
            .WithTag("Access needs", "What people need to be able to take part, and who may know of it.").Audited();
        needs.MapPost("", RecordAccessNeed.Handle).RequireScope("participants:write").WithSummary("Records a need");
        needs.MapGet("", ReadAccessNeeds.OfPerson).RequireScope("participants:read").WithSummary("What the person needs to take part");
        needs.MapGet("{id:guid}", ReadAccessNeeds.One).RequireScope("participants:read").WithSummary("One need, with its history");
        needs.MapPut("{id:guid}", ChangeAccessNeed.Correct)
            .RequireScope("participants:write")
            .WithSummary("Corrects a need, and whether it is flagged");
        needs.MapPut("{id:guid}/sharing", ChangeAccessNeed.Share)
            .RequireScope("participants:write")
            .WithSummary("Says with whom a need is shared; needs the person's agreement");
        needs.MapPut("{id:guid}/outcome", ChangeAccessNeed.Conclude)
            .RequireScope("participants:write")
            .WithSummary("Says whether the need was met");
        needs.MapDelete("{id:guid}", ChangeAccessNeed.End)
            .RequireScope("participants:write")
            .WithSummary("The need has ended; its history stays until an erasure");

        api.MapGet("/projects/{projectId:guid}/participants/{participantId:guid}/access-needs", ReadAccessNeeds.Shared)
            .WithName("listSharedAccessNeeds").WithTags("Access needs").Audited().OpenToOrganisations("the needs that people share with it")
            .RequireScope("workshops:write").WithSummary(
                "What those may know who arrange something for the participant: what is shared with them");

        var mine = api.MapMe().MapGroup("/access-needs").WithTags("Me");
        mine.MapGet("", MyAccessNeeds.Read).WithName("listMyAccessNeeds").WithSummary("What I need to take part, and who may know");
        mine.MapGet("{id:guid}", MyAccessNeeds.One).WithName("getMyAccessNeed").WithSummary("One need of mine");
        mine.MapPost("", MyAccessNeeds.Record).WithName("recordMyAccessNeed").WithSummary("Records what I need");
        mine.MapPut("{id:guid}/sharing", MyAccessNeeds.Share).WithName("shareMyAccessNeed")
            .WithSummary("Says with whom a need of mine is shared");
        mine.MapDelete("{id:guid}", MyAccessNeeds.End).WithName("endMyAccessNeed").WithSummary("A need of mine has ended");
    }
}

static class AccessNeedErrors
{
    public static Refusal Ended => Refusal.Conflict("access-need-ended", "This need has ended. Record a new one if it has come back.");
}
