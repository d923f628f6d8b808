using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Learnings;

/// <param name="Text">What was learned, and from what.</param>
/// <param name="Confidence">How sure the team is.</param>
/// <param name="Stage">The stage it was learned in; null before the first.</param>
/// <param name="Reason">Why it was not right before.</param>
[EveryMemberRequired]
[Example("""
    { "text": "Dimmed lights after nine changed more than earplugs did.", "confidence": "low", "stage": "develop",
      "reason": "The times were mixed up." }
    """)]
public sealed record CorrectLearningRequest(
    [property: Required, StringLength(10_000)] string Text,
    Confidence Confidence,
    Stage? Stage,
    [property: Required, Reason] string Reason);

/// <summary>Also of a team that has stopped: putting right is not going on.</summary>
static class CorrectLearning
{
    public static async Task<Results<Ok<LearningView>, ProblemHttpResult>> Handle(
        Guid id, Guid learningId, CorrectLearningRequest request, IfMatch ifMatch, TestTeamsDb db, HttpContext http, IEvents events,
        TimeProvider time, CancellationToken ct)
    {
        var learning = await db.Learnings.SingleOrDefaultAsync(l => l.TeamId == id && l.Id == learningId, ct);
        if (learning is null) return Refusal.NotFound("learning").ToProblem();
        if (learning.RemovedAt is not null) return LearningErrors.Removed.ToProblem();

        ifMatch.Guard(db, learning);
        learning.Correct(request.Text, request.Confidence, request.Stage);
        db.Add(ChangeEntry.Of(Learning.Noun, learningId, learning.Version, "corrected", request.Reason, http.User, time.GetUtcNow()));
        events.TellGiven(learning, await db.Teams.Where(t => t.Id == id).Select(t => t.ProjectId).SingleAsync(ct));
        await db.SaveChangesAsync(ct);

        http.SetETag(learning.RowVersion);
        return TypedResults.Ok(LearningView.Of(learning, await db.IsSimulatedAsync(id, ct) ?? false));
    }
}
