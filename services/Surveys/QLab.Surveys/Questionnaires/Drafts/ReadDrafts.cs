using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Questionnaires.Drafts;

/// <param name="Publishable">Whether it has no fault.</param>
/// <param name="Faults">Every fault by JSON Pointer into the definition.</param>
/// <param name="EstimatedMinutes">How long answering takes at most, when it can be published.</param>
sealed record DraftCheck(bool Publishable, IReadOnlyDictionary<string, string[]> Faults, int? EstimatedMinutes);

static class ReadDrafts
{
    public static Task<Page<DraftListItem>> List(
        [AsParameters] Paging paging, Guid? projectId, string? key, ClaimsPrincipal user, SurveysDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.QuestionnaireDrafts.OfProjectsOf(user)
                .Where(d => (projectId == null || d.ProjectId == projectId) && (key == null || d.Key == key)),
            d => d.Id, d => new DraftListItem(d.Id, d.ProjectId, d.Key, d.BasedOnId, d.UpdatedAt), ct);

    public static async Task<Results<Ok<DraftView>, ProblemHttpResult>> Get(Guid id, HttpContext http, SurveysDb db, CancellationToken ct)
    {
        if (await Find(id, db, ct) is not { } draft) return Refusal.NotFound("draft").ToProblem();
        http.SetETag(draft.RowVersion);
        return TypedResults.Ok(DraftView.Of(draft));
    }

    public static async Task<Results<Ok<DraftCheck>, ProblemHttpResult>> Check(Guid id, SurveysDb db, CancellationToken ct)
    {
        if (await Find(id, db, ct) is not { } draft) return Refusal.NotFound("draft").ToProblem();
        var faults = DefinitionRules.Faults(draft.Definition);
        return TypedResults.Ok(new DraftCheck(faults.Count == 0, faults, faults.Count == 0 ? Minutes.Of(draft.Definition) : null));
    }

    static Task<QuestionnaireDraft?> Find(Guid id, SurveysDb db, CancellationToken ct) =>
        db.QuestionnaireDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);
}

/// <param name="Key">Which questionnaire it becomes a version of.</param>
/// <param name="BasedOn">The version that it was begun from.</param>
sealed record DraftView(Guid Id, Guid ProjectId, string Key, Guid? BasedOn, Definition Definition, DateTimeOffset UpdatedAt)
{
    public static DraftView Of(QuestionnaireDraft draft) =>
        new(draft.Id, draft.ProjectId, draft.Key, draft.BasedOnId, draft.Definition, draft.UpdatedAt);
}

sealed record DraftListItem(Guid Id, Guid ProjectId, string Key, Guid? BasedOn, DateTimeOffset UpdatedAt);
