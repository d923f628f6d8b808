using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.Participants.Rights;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Participations;

/// <summary>Everything as it is to be.</summary>
public sealed record CorrectParticipationRequest(
    [property: MinLength(1), MaxLength(3)] IReadOnlyList<StatedPerspective> Perspectives, bool QMember, bool RemoteOnly);

static class CorrectParticipation
{
    public static async Task<Results<Ok<ParticipantView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, Guid participantId, CorrectParticipationRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db,
        AuditLog audit, RightsRequestPublisher publisher, CancellationToken ct)
    {
        var participation = await db.Participations.VisibleTo(http.User, db)
            .SingleOrDefaultAsync(p => p.Id == participantId && p.ProjectId == projectId, ct);
        if (participation is null) return Refusal.NotFound("participant").ToProblem();
        var faults = StatedPerspective.Faults(request.Perspectives);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        // Who has been erased stays a count, without words.
        if (participation.PersonId is not { } person) return ParticipationErrors.Erased.ToProblem();

        ifMatch.Guard(db, participation);
        participation.Perspectives = [.. request.Perspectives.Select(p => p.ToPerspective())];
        participation.QMember = request.QMember;
        participation.RemoteOnly = request.RemoteOnly;
        publisher.Ask(RightsKind.Correction, new(person, [participantId]), new()
        {
            ["projectId"] = [projectId.ToString()], ["perspectives"] = [.. participation.Perspectives.Select(p => p.Name)],
        });
        await audit.ChangedAsync("participation", ct, await db.People.Where(p => p.Id == person).Select(p => p.AuditId).ToArrayAsync(ct));
        await db.SaveChangesAsync(ct);

        http.SetETag(participation.RowVersion);
        var simulated = await db.Projects.AnyAsync(p => p.Id == projectId && p.Simulated, ct);
        return TypedResults.Ok(ParticipantView.Of(participation, simulated));
    }
}
