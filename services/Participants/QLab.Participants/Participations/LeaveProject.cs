using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Contracts;
using QLab.Participants.People;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Participations;

static class LeaveProject
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid projectId, Guid participantId, HttpContext http, ParticipantsDb db, AuditLog audit, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var participation = await db.Participations.VisibleTo(http.User, db)
            .SingleOrDefaultAsync(p => p.Id == participantId && p.ProjectId == projectId, ct);
        if (participation is null) return Refusal.NotFound("participant").ToProblem();
        if (participation.LeftAt is not null) return ParticipationErrors.HasLeft.ToProblem();

        var now = time.GetUtcNow();
        participation.Leave(now);
        events.Publish(new ParticipantLeft(projectId, participantId, now));
        await audit.ChangedAsync(
            "participation", ct, await db.People.Where(p => p.Id == participation.PersonId).Select(p => p.AuditId).ToArrayAsync(ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
