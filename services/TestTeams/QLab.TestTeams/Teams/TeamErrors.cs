using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Teams;

static class TeamErrors
{
    public static Refusal ProjectClosed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal NotFunded =>
        Refusal.Conflict("project-closed", "The project is closed: of its teams, those that were given a grant go on.");
}
