using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Commitments;

static class CommitmentEndpoints
{
    public const string Kind = "commitment";

    public static IServiceCollection AddCommitments(this IServiceCollection services) =>
        services.AddScoped<MakeCommitment>().AddDueWork<SendDuePostcards>();

    public static RouteGroupBuilder MapCommitments(this RouteGroupBuilder api)
    {
        var workshop = api.MapGroup("/workshops/{id:guid}")
            .WithTag("Commitments", "What people want to do after a workshop: cards that come back to them some weeks later.");
        workshop.MapGet("commitment-card", AskOnCard.Read).WithName("getCommitmentCard").RequireScope("workshops:read")
            .WithSummary("What the card asks");
        workshop.MapPut("commitment-card", AskOnCard.Handle).RequireScope("workshops:write")
            .WithSummary("Says what the card asks, and when it comes back");
        workshop.MapGet("commitments", ReadCommitments.List).RequireScope("workshops:read")
            .WithSummary("Which cards there are, without what they say");
        workshop.MapPut("commitments/{participantId:guid}", MakeCommitment.OnBehalf).WithName("makeCommitmentOnBehalf")
            .RequireScope("workshops:write").WithSummary("Brings in what somebody wrote on card");
        workshop.MapGet("commitments/follow-through", ReadCommitments.Outcomes).WithName("getFollowThrough").RequireScope("workshops:read")
            .WithSummary("What became of them, all together");
        // An idempotency record would keep people's words and addresses.
        workshop.MapPost("commitments/print", PrintCards.Handle).RequireScope("workshops:write").IgnoresIdempotencyKey()
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .WithSummary("Cards as postcards to print, both sides of each, A5");

        var mine = api.MapMe().MapGroup("/workshops/{id:guid}/commitment");
        mine.MapGet("", MyCommitment.Read).WithName("getMyCommitment").WithSummary("What the card asks, and what I have written");
        mine.MapPut("", MakeCommitment.Mine)
            .WithName("makeMyCommitment")
            .WithSummary("Writes my card, or writes it anew until it comes back");
        mine.MapDelete("", MyCommitment.Withdraw).WithName("withdrawMyCommitment").WithSummary("Takes my card back");

        var outcome = api.MapGroup("/commitments/outcome").WithTags("Commitments").AllowAnonymous();
        outcome.MapGet("", TellOutcome.Show)
            .WithName("showOutcomePage")
            .WithSummary("The page behind the link of a card; it changes nothing");
        outcome.MapPost("", TellOutcome.Handle).WithSummary("Records what became of it: done, doing or dropped");
        return api;
    }
}
