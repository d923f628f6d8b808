using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Group;

public sealed record AgreeToRulesRequest(int Version)
{
    /// <summary>The name that the others in the group see; your own name when absent.</summary>
    [Text(60)]
    public string? DisplayName { get; init; }
}

public sealed record WriteRulesRequest([property: Required, StringLength(5_000, MinimumLength = 1)] string Text);

sealed record RulesView(int Version, string Text);

static class AgreeToRules
{
    public static async Task<Results<Ok<RulesView>, ProblemHttpResult>> Read(
        Guid projectId, ParticipantsDb db, GroupCallers callers, CancellationToken ct)
    {
        if (await callers.ReaderAsync(projectId, ct) is (null, { } refusal)) return refusal.ToProblem();
        var rules = await db.HouseRules.Where(r => r.ProjectId == projectId)
            .OrderByDescending(r => r.Version)
            .Select(r => new RulesView(r.Version, r.Text))
            .FirstOrDefaultAsync(ct);
        return TypedResults.Ok(rules ?? new(1, HouseRules.FirstText));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid projectId, AgreeToRulesRequest request, ParticipantsDb db, GroupCallers callers, TimeProvider time, CancellationToken ct)
    {
        var (caller, refusal) = await callers.ReaderAsync(projectId, ct);
        if (caller is null) return refusal!.ToProblem();
        if (caller.ParticipationId is not { } participation) return GroupErrors.NotAMember.ToProblem();
        if (request.Version != await callers.RulesVersionAsync(projectId, ct)) return GroupErrors.RulesHaveChanged.ToProblem();

        if (request.DisplayName is { } name && await IsTakenAsync(db, projectId, participation, name, ct))
            return GroupErrors.NameTaken.ToProblem();

        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO group_members AS m (participation_id, display_name, accepted_version, accepted_at)
            VALUES ({participation}, {request.DisplayName}, {request.Version}, {now})
            ON CONFLICT (participation_id) DO UPDATE SET display_name = excluded.display_name, accepted_version = excluded.accepted_version, accepted_at = excluded.accepted_at
            """, ct);
        return TypedResults.NoContent();
    }

    /// <summary>Nobody writes under another's name, whether chosen here or their own, however it is cased or accented.</summary>
    static async Task<bool> IsTakenAsync(ParticipantsDb db, Guid project, Guid participation, string name, CancellationToken ct) =>
        await db.Database.SqlQuery<bool>($"""
            SELECT EXISTS (
                SELECT 1 FROM participations t JOIN people p ON p.id = t.person_id LEFT JOIN group_members m ON m.participation_id = t.id
                WHERE t.project_id = {project} AND t.id <> {participation} AND t.left_at IS NULL
                    AND folded(coalesce(m.display_name, p.display_name, p.name)) = folded({name})
                    AND p.id <> (SELECT person_id FROM participations WHERE id = {participation})) AS "Value"
            """).SingleAsync(ct);

    public static async Task<Results<Created<RulesView>, ProblemHttpResult>> Write(
        Guid projectId, WriteRulesRequest request, ParticipantsDb db, GroupCallers callers, TimeProvider time, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        var rules = new HouseRules { ProjectId = projectId, Version = 1 + await callers.RulesVersionAsync(projectId, ct), Text = request.Text, WrittenAt = time.GetUtcNow() };
        db.HouseRules.Add(rules);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/projects/{projectId}/group/rules", new RulesView(rules.Version, rules.Text));
    }
}
