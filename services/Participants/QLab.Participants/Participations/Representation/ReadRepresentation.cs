using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Participations.Representation;

/// <param name="Steps">
/// Somebody with two perspectives counts in both. Counts from 1 to 7 are withheld, and others where those could be worked out from
/// them.
/// </param>
/// <param name="Simulated">True when the people are made up.</param>
sealed record RepresentationView(Guid ProjectId, bool Simulated, IReadOnlyList<RepresentedStep> Steps);

static class ReadRepresentation
{
    public static async Task<Results<Ok<RepresentationView>, ProblemHttpResult>> Handle(
        Guid projectId, ParticipantsDb db, CancellationToken ct)
    {
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();

        var people = await db.Database.SqlQuery<Alike>($$"""
            SELECT perspectives @> '[{"kind":"livedExperience"}]' AS "LivedExperience", perspectives @> '[{"kind":"carer"}]' AS "Carer",
                perspectives @> '[{"kind":"professional"}]' AS "Professional", left_at IS NULL AS "Here",
                'Answered' = ANY(steps) AS "Answered", 'Booked' = ANY(steps) AS "Booked", 'Noted' = ANY(steps) AS "Noted", 'Posted' = ANY(steps) AS "Posted",
                count(*) AS "People"
            FROM participations p CROSS JOIN LATERAL (SELECT ARRAY(SELECT step FROM participation_steps s WHERE s.participation_id = p.id) AS steps) reached
            WHERE project_id = {{projectId}}
            GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
            """).ToListAsync(ct);
        var anonymously = await db.ProjectCounts.AnyAsync(
            c => c.ProjectId == projectId && c.What == Counted.AnonymousResponses && c.Value > 0, ct);
        return TypedResults.Ok(new RepresentationView(projectId, project.Simulated, Funnel.Of(people, anonymously)));
    }
}
