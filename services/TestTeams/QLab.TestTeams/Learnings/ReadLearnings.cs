using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Learnings;

/// <param name="Simulated">True when it is made up.</param>
/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record LearningView(
    Guid Id, Guid TeamId, Stage? Stage, string Text, Confidence Confidence, DateTimeOffset RecordedAt, bool Simulated, string Follow)
{
    public static LearningView Of(Learning l, bool simulated) => new(
        l.Id, l.TeamId, l.Stage, l.Text, l.Confidence, l.RecordedAt, simulated, $"/api/publications/v1/lineage/contributions/{l.Id}");
}

static class ReadLearnings
{
    public static async Task<Results<Page<LearningView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, EnumParameter<Stage>? stage, EnumParameter<Confidence>? confidence, TestTeamsDb db,
        CancellationToken ct)
    {
        if (await db.IsSimulatedAsync(id, ct) is not { } simulated) return Refusal.NotFound("team").ToProblem();
        var (inStage, sure) = (stage?.Value, confidence?.Value);
        var learnings =
            db.Learnings.Where(l => l.TeamId == id && l.RemovedAt == null
                && (inStage == null || l.Stage == inStage) && (sure == null || l.Confidence == sure));
        return await paging.ReadAsync(learnings, l => l.Id, l => LearningView.Of(l, simulated), ct);
    }

    public static async Task<Results<Ok<LearningView>, ProblemHttpResult>> Get(
        Guid id, Guid learningId, TestTeamsDb db, HttpContext http, CancellationToken ct)
    {
        var learning = await db.Learnings.AsNoTracking().SingleOrDefaultAsync(l => l.TeamId == id && l.Id == learningId, ct);
        if (learning is null) return Refusal.NotFound("learning").ToProblem();
        if (learning.RemovedAt is not null) return LearningErrors.Removed.ToProblem();

        http.SetETag(learning.RowVersion);
        return TypedResults.Ok(LearningView.Of(learning, await db.IsSimulatedAsync(id, ct) ?? false));
    }

    public static Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> Changes(
        Guid id, Guid learningId, TestTeamsDb db, CancellationToken ct) =>
        db.ReadChangesAsync(db.Learnings.Where(l => l.TeamId == id && l.Id == learningId), Learning.Noun, learningId, ct);

    public static Task<bool?> IsSimulatedAsync(this TestTeamsDb db, Guid teamId, CancellationToken ct) => (
        from team in db.Teams
        join project in db.Projects on team.ProjectId equals project.Id
        where team.Id == teamId
        select (bool?)project.Simulated).SingleOrDefaultAsync(ct);
}
