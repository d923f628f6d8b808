using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Projects;

static class ProjectErrors
{
    public static Refusal Closed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal NotClosed => Refusal.Conflict("project-open", "The project is not closed.");
    public static Refusal ReasonNeeded(string phase) => Refusal.Conflict(
        "reason-needed", $"'{phase}' is not the phase that comes next as planned: say why the project skips some, or goes back.");
    public static Refusal NoSuchPhase => Refusal.Conflict("phase-not-known", "The project has no phase of this name; its page lists them.");
    public static Refusal AlreadyInPhase => Refusal.Conflict("phase-entered", "The project is in this phase already.");
}
