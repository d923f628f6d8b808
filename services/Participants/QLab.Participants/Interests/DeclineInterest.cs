using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Interests;

/// <summary>The reason is told to the person: the mail says it as it stands.</summary>
static class DeclineInterest
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid projectId, Guid id, ReasonRequest request, ClaimsPrincipal user, ParticipantsDb db, InterestMails mails, AuditLog audit,
        TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var (interest, refusal) = await db.AnswerableAsync(projectId, id, ct);
        if (interest is null) return refusal!.ToProblem();

        var now = time.GetUtcNow();
        interest.Decline(now);
        mails.Declined(interest, request.Reason);
        db.Add(ChangeEntry.Of(ExpressionOfInterest.Noun, id, version: null, "declined", request.Reason, user, now));
        await audit.ChangedAsync("expression of interest declined", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
