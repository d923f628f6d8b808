using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires.Drafts;

/// <param name="Key">Which questionnaire it becomes a version of.</param>
/// <param name="Definition">The whole of it, in place of what was there.</param>
public sealed record ChangeDraftRequest(
    [property: Required, RegularExpression(PublishQuestionnaireRequest.KeyPattern, ErrorMessage = PublishQuestionnaireRequest.KeyRule)] string Key,
#pragma warning disable ASP0029 // the attribute is marked as experimental; what it does is small and a test holds it
    [SkipValidation] Definition Definition);
#pragma warning restore ASP0029

static class ChangeDraft
{
    public static async Task<Results<Ok<DraftView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, ChangeDraftRequest request, IfMatch ifMatch, HttpContext http, SurveysDb db, TimeProvider time, CancellationToken ct)
    {
        if (DefinitionRules.Unstorable(request.Definition) is { Count: > 0 } faults)
            return TypedResults.ValidationProblem(DraftErrors.InDefinition(faults));
        var draft = await db.QuestionnaireDrafts.SingleOrDefaultAsync(d => d.Id == id, ct);
        if (draft is null) return Refusal.NotFound("draft").ToProblem();

        ifMatch.Guard(db, draft);
        (draft.Key, draft.Definition, draft.UpdatedAt) = (request.Key, request.Definition, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        http.SetETag(draft.RowVersion);
        return TypedResults.Ok(DraftView.Of(draft));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Drop(Guid id, IfMatch ifMatch, SurveysDb db, CancellationToken ct)
    {
        var draft = await db.QuestionnaireDrafts.SingleOrDefaultAsync(d => d.Id == id, ct);
        if (draft is null) return Refusal.NotFound("draft").ToProblem();

        ifMatch.Guard(db, draft);
        db.QuestionnaireDrafts.Remove(draft);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
