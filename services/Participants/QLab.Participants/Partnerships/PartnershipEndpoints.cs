using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Partnerships;

static class PartnershipEndpoints
{
    public static void AddPartnerships(this IServiceCollection services) =>
        services.AddPeriodicWork<KeepMemberPartnerships>(new(TimeSpan.FromSeconds(2)) { OneReplicaAtATime = true });

    public static void MapPartnerships(this RouteGroupBuilder api)
    {
        var partnerships = api.MapGroup("/projects/{projectId:guid}/partnerships")
            .WithTag("Partnerships", "Which organisation carries a project in which role, what it gives and what it cares about.");
        partnerships.MapPost("", AgreePartnership.Handle)
            .RequireScope("participants:write")
            .WithSummary("Agrees a partnership in one role");
        partnerships.MapGet("", ReadPartnerships.List)
            .AllowAnonymous()
            .WithSummary("Who works on the project, what they give and what they care about");
        partnerships.MapGet("{id:guid}", ReadPartnerships.Get).AllowAnonymous().WithSummary("One partnership");
        partnerships.MapPut("{id:guid}", CorrectPartnership.Handle)
            .RequireScope("participants:write")
            .WithSummary("Corrects what a partner gives and cares about, with a reason");
        partnerships.MapPut("{id:guid}/members", IncludeMembers.Handle)
            .RequireScope("participants:write")
            .WithSummary("Says whether the partner's member organisations are bound to the project as it is, with a reason");
        partnerships.MapPost("{id:guid}/end", EndPartnership.Handle)
            .RequireScope("participants:write")
            .WithSummary("Ends a partnership, with a reason");
        partnerships.MapGet("{id:guid}/changes", ReadPartnerships.Changes).WithName("listPartnershipChanges")
            .RequireScope("participants:write")
            .WithSummary("What a partnership was before, who changed or ended it, when and why");
    }
}

static class PartnershipErrors
{
    public static Refusal Ended => Refusal.Conflict("partnership-ended", "This partnership has ended; it can be agreed again, as another one.");
}
