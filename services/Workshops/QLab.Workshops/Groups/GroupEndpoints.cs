using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Groups;

static class GroupEndpoints
{
    public static void MapGroups(this RouteGroupBuilder api)
    {
        var groups = api.MapGroup("/workshops/{id:guid}/groups").WithTag("Groups", "Who sits with whom: pairs, threes and tables, drawn.");
        groups.MapPost("", DrawGroups.Handle).RequireScope("workshops:write")
            .WithSummary("Draws groups in which perspectives mix, colleagues are apart and nobody meets the same people again");
        groups.MapGet("", ReadGroups.List).RequireScope("workshops:read").WithName("listGroupings").WithSummary("What has been drawn");
        groups.MapGet("{groupingId:guid}", ReadGroups.Get).RequireScope("workshops:read").WithName("readGrouping")
            .WithSummary("One draw: its groups by pseudonym, and how good it is");
        groups.MapDelete("{groupingId:guid}", ReadGroups.Discard).RequireScope("workshops:write").WithName("discardGrouping")
            .WithSummary("Discards a draw; its people have not met then");
        api.MapMe().MapGet("groups", ReadGroups.Mine).WithName("readMyGroups").WithSummary("In which groups I am, the latest first");
    }
}

static class GroupErrors
{
    public static Refusal NumberOfPeople(int people, int most) => Refusal.Conflict(
        "number-of-people",
        people == 0 ? "Nobody is there to be put into groups." : $"{people} people are more than the {most} that one draw takes.");
}
