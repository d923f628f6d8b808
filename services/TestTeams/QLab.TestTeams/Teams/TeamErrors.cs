using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Teams;

static class TeamErrors
{
    public static Refusal ProjectClosed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
}
