using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations.Representation;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Participations;

/// <param name="ParticipantIds">Those who have a place at a gathering, as workshops lists them.</param>
[Example("""{ "participantIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"] }""")]
public sealed record ReadNamesRequest([property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<Guid> ParticipantIds);

/// <param name="Name">The name that they chose, or else their own.</param>
sealed record NamedParticipant(Guid ParticipantId, string Name);

/// <param name="Names">By name.</param>
/// <param name="NotNamed">
/// Who does not take part in this project, or has never had a place at a gathering of it, as far as workshops has told.
/// </param>
sealed record ParticipantNames(IReadOnlyList<NamedParticipant> Names, IReadOnlyList<Guid> NotNamed);

/// <summary>
/// Who is expected at the door: the one way from pseudonyms to names for those who hold gatherings, and no further than to those who have
/// had a place at one.
/// </summary>
static class ReadNames
{
    public static async Task<Results<Ok<ParticipantNames>, ProblemHttpResult>> Handle(
        Guid projectId, ReadNamesRequest request, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        var found = await (
            from participation in db.Participations
            join person in db.People on participation.PersonId equals person.Id
            where participation.ProjectId == projectId && participation.LeftAt == null && request.ParticipantIds.Contains(participation.Id)
                && db.ParticipationSteps.Any(s => s.ParticipationId == participation.Id && s.Step == Step.Booked)
            select new { participation.Id, Name = person.DisplayName ?? person.Name, person.AuditId }).ToListAsync(ct);

        await audit.ReadAsync("names", found.Select(each => each.AuditId), ct);
        return TypedResults.Ok(new ParticipantNames(
            [.. found.OrderBy(each => each.Name, StringComparer.OrdinalIgnoreCase)
                .Select(each => new NamedParticipant(each.Id, each.Name))],
            [.. request.ParticipantIds.Distinct().Except(found.Select(each => each.Id))]));
    }
}
