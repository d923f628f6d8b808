using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.ServiceDefaults.Messaging.DeadLetters;

static class DeadLetterEndpoints
{
    const int MostListed = 200;

    public static void MapDeadLetters(this RouteGroupBuilder api)
    {
        var letters = api.MapGroup("/dead-letters").WithTag("Operations", "For whoever runs the platform.").RequireScope(Access.Operate);
        letters.MapGet("", List).WithName("listDeadLetters").WithSummary("Messages that a consumer could not handle, with the reason");
        letters.MapGet("{messageId:guid}", Get).WithName("getDeadLetter").WithSummary("One such message in full");
        letters.MapPost("{messageId:guid}/replay", Replay).WithName("replayDeadLetter")
            .WithSummary("Gives the message back to its consumer");
        letters.MapDelete("{messageId:guid}", Discard).WithName("discardDeadLetter")
            .WithSummary("Throws the message away; nobody will handle it any more");
    }

    static async Task<Ok<List<DeadLetter>>> List(DeadLetterQueues queues, CancellationToken ct) =>
        TypedResults.Ok(await queues.ListAsync(MostListed, ct));

    static async Task<Results<Ok<DeadLetter>, ProblemHttpResult>> Get(Guid messageId, DeadLetterQueues queues, CancellationToken ct) =>
        await queues.FindAsync(messageId, ct) is { } letter ? TypedResults.Ok(letter) : Refusal.NotFound("dead letter").ToProblem();

    static async Task<Results<NoContent, ProblemHttpResult>> Replay(
        [Description("The message's id, from the list.")] Guid messageId, DeadLetterQueues queues, CancellationToken ct) =>
        await queues.ReplayAsync(messageId, ct) ? TypedResults.NoContent() : Refusal.NotFound("dead letter").ToProblem();

    static async Task<Results<NoContent, ProblemHttpResult>> Discard(
        [Description("The message's id, from the list.")] Guid messageId, DeadLetterQueues queues, CancellationToken ct) =>
        await queues.DiscardAsync(messageId, ct) ? TypedResults.NoContent() : Refusal.NotFound("dead letter").ToProblem();
}
