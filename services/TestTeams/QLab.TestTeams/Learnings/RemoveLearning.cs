using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.TestTeams.Learnings;

/// <summary>Its words go; that there was a learning stays, so that what rested on it can be followed.</summary>
static class RemoveLearning
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Guid learningId, ReasonRequest request, TestTeamsDb db, HttpContext http, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var learning = await db.Learnings.SingleOrDefaultAsync(l => l.TeamId == id && l.Id == learningId, ct);
        if (learning is null) return Refusal.NotFound("learning").ToProblem();
        if (learning.RemovedAt is not null) return LearningErrors.Removed.ToProblem();

        var now = time.GetUtcNow();
        learning.Remove(now);
        db.Add(ChangeEntry.Of(Learning.Noun, learningId, learning.Version, "removed", request.Reason, http.User, now));
        events.TellRemoved(learning, await db.Teams.Where(t => t.Id == id).Select(t => t.ProjectId).SingleAsync(ct), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
