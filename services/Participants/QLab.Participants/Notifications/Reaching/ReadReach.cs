using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Notifications.Reaching;

[Example("""{ "participantIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"] }""")]
public sealed record ReadReachRequest([property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<Guid> ParticipantIds);

sealed record NotReached(NotReachedBecause Reason, int Count, IReadOnlyList<Guid> ParticipantIds);

/// <param name="ByMail">Who would get a mail now.</param>
/// <param name="ByPost">Who would get a letter, which staff print.</param>
/// <param name="LeftOut">Who would get neither, and why.</param>
sealed record Reach(IReadOnlyList<Guid> ByMail, IReadOnlyList<Guid> ByPost, IReadOnlyList<NotReached> LeftOut);

/// <summary>
/// Who would be reached by what a service tells participants, an invitation or a notice: asked before it is sent, by the rule that is asked
/// again when it goes out.
/// </summary>
static class ReadReach
{
    public static async Task<Results<Ok<Reach>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, ReadReachRequest request, ParticipantsDb db, Readers readers, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        var asked = db.Participations.Where(p => p.ProjectId == projectId && request.ParticipantIds.Contains(p.Id));
        var found = await readers.FindAsync(asked, ct);
        if (Faults(request, [.. found.Select(reader => reader.Id)]) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);

        await audit.ReadAsync("reach", found.Select(reader => reader.AuditId), ct);
        return TypedResults.Ok(new Reach(
            [.. found.Where(r => r.NotReached is null && !r.ByPost).Select(r => r.Id)],
            [.. found.Where(r => r.NotReached is null && r.ByPost).Select(r => r.Id)],
            [.. found.Where(r => r.NotReached is not null).GroupBy(r => r.NotReached!.Value).OrderBy(of => of.Key)
                .Select(of => new NotReached(of.Key, of.Count(), [.. of.Select(r => r.Id)]))]));
    }

    static Dictionary<string, string[]> Faults(ReadReachRequest request, HashSet<Guid> known)
    {
        var faults = new Dictionary<string, string[]>();
        for (var i = 0; i < request.ParticipantIds.Count; i++)
            if (!known.Contains(request.ParticipantIds[i]))
                faults[$"/participantIds/{i}"] = ["There is no such participant in this project."];
        return faults;
    }
}
