using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Questionnaires.Drafts;

/// <param name="ProjectId">Whose it is.</param>
/// <param name="Key">Which questionnaire it becomes a version of.</param>
/// <param name="Definition">What is written so far. It may have any fault but a wrong form.</param>
[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "key": "launch", "definition": { "title": "Launch survey",
      "questions": [{ "id": "story", "type": "longText", "text": "What keeps you awake?" }] } }
    """)]
public sealed record BeginDraftRequest(
    Guid ProjectId,
    [property: Required, RegularExpression(PublishQuestionnaireRequest.KeyPattern, ErrorMessage = PublishQuestionnaireRequest.KeyRule)] string Key,
#pragma warning disable ASP0029 // the attribute is marked as experimental; what it does is small and a test holds it
    [SkipValidation] Definition Definition)
#pragma warning restore ASP0029
{
    /// <summary>Your own id, so that sending it again is safe; made for you when absent. The published version keeps it.</summary>
    public Guid? Id { get; init; }
}

public sealed record BeginDraftFromVersionRequest
{
    /// <summary>Your own id, so that sending it again is safe; made for you when absent. The published version keeps it.</summary>
    public Guid? Id { get; init; }
}

static class BeginDraft
{
    public static Task<Results<Created<DraftView>, ValidationProblem, ProblemHttpResult>> Handle(
        BeginDraftRequest request, HttpContext http, SurveysDb db, TimeProvider time, CancellationToken ct) =>
        BeginAsync(new()
        {
            Id = request.Id ?? Guid.CreateVersion7(), ProjectId = request.ProjectId, Key = request.Key,
            Definition = request.Definition, UpdatedAt = time.GetUtcNow(),
        }, http, db, ct);

    public static async Task<Results<Created<DraftView>, ValidationProblem, ProblemHttpResult>> FromVersion(
        Guid id, BeginDraftFromVersionRequest? request, HttpContext http, SurveysDb db, TimeProvider time, CancellationToken ct)
    {
        var version = await db.Questionnaires.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, ct);
        if (version is null) return Refusal.NotFound("questionnaire").ToProblem();
        return await BeginAsync(new()
        {
            Id = request?.Id ?? Guid.CreateVersion7(), ProjectId = version.ProjectId, Key = version.Key,
            Definition = version.Definition, BasedOnId = id, UpdatedAt = time.GetUtcNow(),
        }, http, db, ct);
    }

    static async Task<Results<Created<DraftView>, ValidationProblem, ProblemHttpResult>> BeginAsync(
        QuestionnaireDraft draft, HttpContext http, SurveysDb db, CancellationToken ct)
    {
        if (DefinitionRules.Unstorable(draft.Definition) is { Count: > 0 } faults)
            return TypedResults.ValidationProblem(DraftErrors.InDefinition(faults));
        if (await db.QuestionnaireDrafts.AnyAsync(d => d.Id == draft.Id, ct)) return Refusal.AlreadyExists("draft", draft.Id).ToProblem();
        if (await db.Questionnaires.AnyAsync(q => q.Id == draft.Id, ct))
            return Refusal.AlreadyExists("questionnaire", draft.Id).ToProblem();

        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == draft.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();
        if (project.Closed) return SurveyErrors.ProjectClosed.ToProblem();

        db.QuestionnaireDrafts.Add(draft);
        await db.SaveChangesAsync(ct);
        http.SetETag(draft.RowVersion);
        return TypedResults.Created($"/api/surveys/v1/questionnaire-drafts/{draft.Id}", DraftView.Of(draft));
    }
}
