using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Rounds;

static class RoundEndpoints
{
    public static IServiceCollection AddRounds(this IServiceCollection services) =>
        services.AddScoped<CastVote>().AddScoped<CloseRound>().AddDueWork<CloseEndedRounds>();

    public static RouteGroupBuilder MapRounds(this RouteGroupBuilder api)
    {
        var rounds = api.MapGroup("/rounds")
            .WithTag("Rounds", "Putting themes, ideas or anything else in an order together; secret until a round is closed.");
        rounds.MapPost("", OpenRound.Handle).RequireScope("workshops:write")
            .WithSummary("Opens a round of dot voting, ranking or pairwise comparison");
        rounds.MapGet("", ReadRounds.List).RequireScope("workshops:read").OpenToCoordinators().WithSummary("Rounds")
            .RefusesUnknown<WorkshopsDb>(
                ("projectId", (db, _) => db.Projects.Select(p => p.Id)), ("workshopId", (db, _) => db.Workshops.Select(w => w.Id)));
        rounds.MapGet("{id:guid}", ReadRounds.Get).RequireScope("workshops:read").WithSummary("One round, with how many have voted");
        rounds.MapPut("{id:guid}/votes/{participantId:guid}", CastVote.OnBehalf).WithName("castVoteOnBehalf").RequireScope("workshops:write")
            .WithSummary("Casts or changes somebody's vote for them, as from dots on a wall");
        rounds.MapPost("{id:guid}/close", CloseRound.Handle).RequireScope("workshops:write").WithSummary("Closes it and counts");
        rounds.MapPost("{id:guid}/cancel", CancelRound.Handle).RequireScope("workshops:write").WithSummary("Cancels it; its votes go");
        rounds.MapGet("{id:guid}/result", ReadRounds.Result).WithName("getRoundResult").RequireScope("workshops:read")
            .WithSummary("What came out of it, once it is closed");
        rounds.MapChanges<Round>(Round.Noun).RequireScope("workshops:write")
            .WithSummary("Who cancelled it, when and why");

        var mine = api.MapMe().MapGroup("/rounds");
        mine.MapGet("", MyVotes.Rounds)
            .WithName("listMyRounds")
            .WithSummary("The rounds of what I take part in, whether or not I can come");
        mine.MapGet("{id:guid}/vote", MyVotes.Read).WithName("getMyVote").WithSummary("What I have voted");
        mine.MapPut("{id:guid}/vote", CastVote.Mine)
            .WithName("castMyVote")
            .WithSummary("Casts my vote or changes it, until the round is closed");
        mine.MapDelete("{id:guid}/vote", MyVotes.Withdraw).WithName("withdrawMyVote").WithSummary("Takes my vote back");
        mine.MapGet("{id:guid}/result", MyVotes.Result)
            .WithName("getMyRoundResult")
            .WithSummary("What came out of a round that I could vote in");
        return api;
    }
}
