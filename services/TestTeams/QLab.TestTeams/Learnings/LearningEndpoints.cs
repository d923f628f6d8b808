using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;
using QLab.TestTeams.Teams;

namespace QLab.TestTeams.Learnings;

static class LearningEndpoints
{
    public static void MapLearnings(this RouteGroupBuilder api)
    {
        var learnings = api.MapGroup("/teams/{id:guid}/learnings")
            .WithTag("Learnings", "What a team has learned; each learning is a contribution.").ForHosts();
        learnings.MapPost("", RecordLearning.Handle)
            .RequireScope("test-teams:write")
            .WithSummary("Records what the team has learned: a contribution");
        learnings.MapGet("", ReadLearnings.List).RequireScope("test-teams:read").WithSummary("What the team has learned");
        learnings.MapGet("{learningId:guid}", ReadLearnings.Get).RequireScope("test-teams:read").WithSummary("One learning");
    }
}
