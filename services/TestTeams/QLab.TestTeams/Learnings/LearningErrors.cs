using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Learnings;

static class LearningErrors
{
    public static Refusal Removed => new(410, "learning-removed", "This learning was removed.");
}
