using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Group;

static class LockTopic
{
    public static Task<Results<NoContent, ProblemHttpResult>> Lock(Guid projectId, Guid topicId, HttpContext http, ParticipantsDb db, CancellationToken ct) =>
        SetAsync(projectId, topicId, true, http, db, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Unlock(Guid projectId, Guid topicId, HttpContext http, ParticipantsDb db, CancellationToken ct) =>
        SetAsync(projectId, topicId, false, http, db, ct);

    static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        Guid projectId, Guid topicId, bool locked, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        if (http.User.OrganisationId() is not null) return GroupErrors.NotAMember.ToProblem();
        return await db.Topics.Where(t => t.Id == topicId && t.ProjectId == projectId).ExecuteUpdateAsync(set => set.SetProperty(t => t.Locked, locked), ct) == 1
            ? TypedResults.NoContent()
            : Refusal.NotFound("topic").ToProblem();
    }
}
