using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.TestTeams.Teams;

namespace QLab.TestTeams.Stages;

static class StageEndpoints
{
    public static void MapStages(this RouteGroupBuilder api) =>
        api.MapPost("/teams/{id:guid}/stages", EnterStage.Handle)
            .WithTag("Stages", "The path of a team through the triple diamond.").RequireScope("test-teams:write").ForHosts()
            .WithSummary("Enters the next stage of the triple diamond, or goes back to an earlier one with a reason");
}

static class StageErrors
{
    public static Refusal Skipped(Stage? from) =>
        Refusal.Conflict("stage-skipped", $"{Where(from)} The next stage is {TripleDiamond.Next(from)!.Value.Name()}.");

    public static Refusal AlreadyThere(Stage stage) => Refusal.Conflict("stage-entered", $"The team is in {stage.Name()} already.");

    public static Refusal ReasonNeeded(Stage from, Stage to) =>
        Refusal.Conflict("reason-needed", $"Going back from {from.Name()} to {to.Name()} needs a reason.");

    public static Refusal ReasonNotWanted =>
        Refusal.Conflict("reason-not-wanted", "A reason is for going back; use note for anything else.");

    static string Where(Stage? from) => from is { } stage ? $"The team is in {stage.Name()}." : "The team has entered no stage yet.";
}
