using QLab.Participants.Audit;
using QLab.Participants.Participations.Representation;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Participations;

static class ParticipationEndpoints
{
    public static void AddParticipations(this IServiceCollection services) =>
        services.AddPeriodicWork<TellAffiliations>(new(TimeSpan.FromSeconds(2)) { OneReplicaAtATime = true });

    public static void MapParticipations(this RouteGroupBuilder api)
    {
        var participants = api.MapGroup("/projects/{projectId:guid}/participants")
            .WithTag("Participants", "Who takes part in a project, by the pseudonym that every other service uses.")
            .OpenToOrganisations(Visible.OwnPeople).Audited();
        participants.MapPost("", JoinProject.Handle).RequireScope("participants:write").WithSummary("A person joins the project");
        participants.MapGet("", ReadParticipants.List).RequireScope("participants:read").WithSummary("Who takes part, or took part");
        participants.MapGet("{participantId:guid}", ReadParticipants.Get).RequireScope("participants:read").WithSummary("One participant");
        participants.MapPut("{participantId:guid}", CorrectParticipation.Handle)
            .RequireScope("participants:write")
            .WithSummary("Corrects how somebody takes part");
        participants.MapPost("{participantId:guid}/leave", LeaveProject.Handle)
            .RequireScope("participants:write")
            .WithSummary("Leaves the project; joining again is possible");
        api.MapPost("/projects/{projectId:guid}/participants/names", ReadNames.Handle).WithTags("Participants").Audited()
            .RequireScopeOrRole("participants:read", QLab.ServiceDefaults.Security.Roles.Facilitator).IgnoresIdempotencyKey()
            .WithSummary("What those are called who have a place at a gathering, for whoever holds it");
        api.MapGet("/projects/{projectId:guid}/representation", ReadRepresentation.Handle)
            .AllowAnonymous()
            .WithTags("Projects")
            .WithSummary("Whose voices are heard at each step; small numbers are withheld");
        api.MapMe().MapGet("/participations", ReadParticipants.Mine).WithName("listMyParticipations")
            .WithSummary("What I take part in, or took part in");
    }
}

static class ParticipationErrors
{
    public static Refusal HasLeft => Refusal.Conflict("participant-left", "This participant has left the project.");
    public static Refusal Erased => Refusal.Conflict("person-erased", "This person has been erased: what is left only counts.");
}
