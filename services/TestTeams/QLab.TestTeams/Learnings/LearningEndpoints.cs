using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.TestTeams.Teams;

namespace QLab.TestTeams.Learnings;

static class LearningEndpoints
{
    public static void MapLearnings(this RouteGroupBuilder api)
    {
        var forTheLab = api.MapGroup("/teams/{id:guid}/learnings")
            .WithTag("Learnings", "What a team has learned; each learning is a contribution.");
        var learnings = forTheLab.MapGroup("").ForHosts();
        learnings.MapPost("", RecordLearning.Handle)
            .RequireScope("test-teams:write")
            .WithSummary("Records what the team has learned: a contribution");
        learnings.MapGet("", ReadLearnings.List).RequireScope("test-teams:read").WithSummary("What the team has learned");
        learnings.MapGet("{learningId:guid}", ReadLearnings.Get).RequireScope("test-teams:read").WithSummary("One learning");
        learnings.MapPut("{learningId:guid}", CorrectLearning.Handle)
            .RequireScope("test-teams:write")
            .WithSummary("Corrects a learning, with a reason");
        learnings.MapPost("{learningId:guid}/remove", RemoveLearning.Handle)
            .RequireScope("test-teams:write")
            .WithSummary("Removes a learning; its words go, and it counts no more");
        // Who of the Lab did it is not an organisation's to see.
        forTheLab.MapGet("{learningId:guid}/changes", ReadLearnings.Changes).WithName("listLearningChanges")
            .RequireScope("test-teams:write")
            .WithSummary("Who corrected or removed a learning, when and why; not what it said");
    }
}

static class LearningErrors
{
    public static Refusal Removed => new(410, "learning-removed", "This learning was removed.");
}
