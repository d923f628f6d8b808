using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Projects;

static class ProjectEndpoints
{
    public static void AddProjects(this IServiceCollection services) =>
        services.AddPeriodicWork<AnnounceProjects>(new(TimeSpan.FromMinutes(10)) { AtStart = true, OneReplicaAtATime = true });

    public static void MapProjects(this RouteGroupBuilder api)
    {
        var projects = api.MapGroup("/projects").WithTag("Projects", "What the Labs work on: the question, the phases, the public counts.");
        projects.MapPost("", OpenProject.Handle).RequireScope("participants:write").WithSummary("Opens a project");
        projects.MapGet("", ReadProjects.List).AllowAnonymous().WithSummary("Projects");
        projects.MapGet("{idOrSlug}", ReadProjects.Page).WithName("getProject").AllowAnonymous()
            .WithSummary("The public page of a project, with its live counts");
        projects.MapPut("{idOrSlug}", CorrectProject.Handle)
            .RequireScope("participants:write")
            .WithSummary("Corrects texts, dates and phases");
        projects.MapPost("{id:guid}/phases/enter", EnterPhase.Handle).RequireScope("participants:write").WithSummary("Enters a phase; one that does not come next needs a reason");
        projects.MapPost("{id:guid}/close", CloseProject.Handle)
            .RequireScope("participants:write")
            .WithSummary("Ends recruiting and collecting for the project; its online group stays");
        projects.MapPost("{id:guid}/reopen", ReopenProject.Handle)
            .RequireScope("participants:write")
            .WithSummary("Opens a closed project again, with a reason; what was closed with it stays closed");
        projects.MapChanges<Project>(Project.Noun)
            .RequireScope("participants:write")
            .WithSummary("When the project was opened again, skipped phases or went back: who, when and why");
    }
}

static class ProjectErrors
{
    public static Refusal Closed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal NotClosed => Refusal.Conflict("project-open", "The project is not closed.");
    public static Refusal ReasonNeeded(string phase) => Refusal.Conflict(
        "reason-needed", $"'{phase}' is not the phase that comes next as planned: say why the project skips some, or goes back.");
    public static Refusal NoSuchPhase => Refusal.Conflict("phase-not-known", "The project has no phase of this name; its page lists them.");
    public static Refusal AlreadyInPhase => Refusal.Conflict("phase-entered", "The project is in this phase already.");
}
