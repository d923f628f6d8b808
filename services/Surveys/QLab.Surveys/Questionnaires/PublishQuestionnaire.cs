using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Validation;
using QLab.Questionnaires;
using QLab.Questionnaires.Rules;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires;

[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "key": "launch", "title": "Launch survey",
      "questions": [
        { "id": "story", "type": "longText", "text": "What keeps you awake?", "required": true },
        { "id": "hours", "type": "number", "min": 0, "max": 24,
          "text": { "en": "How many hours do you sleep?", "cy": "Sawl awr ydych chi'n cysgu?" } }
      ] }
    """)]
public sealed record PublishQuestionnaireRequest(
    Guid ProjectId,
    [property: Required, RegularExpression(PublishQuestionnaireRequest.KeyPattern, ErrorMessage = PublishQuestionnaireRequest.KeyRule)] string Key,
    [property: Worded(200)] LocalText Title,
    [property: Required, MinLength(1), MaxLength(300)] IReadOnlyList<Question> Questions)
{
    internal const string KeyPattern = "^[a-z][a-z0-9-]{0,79}$";
    internal const string KeyRule = "A key is 1 to 80 lower-case letters, digits and hyphens, beginning with a letter.";

    /// <summary>Your own id for this version, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>Language tags (BCP 47); the first is the one that texts fall back to.</summary>
    [MinLength(1), MaxLength(30)]
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    /// <summary>What people read before they begin.</summary>
    [Worded(10_000)]
    public LocalText? Introduction { get; init; }

    internal Definition Definition() => new(Title, Questions) { Languages = Languages, Introduction = Introduction };
}

static class PublishQuestionnaire
{
    public static async Task<Results<Created<QuestionnaireView>, ValidationProblem, ProblemHttpResult>> Handle(
#pragma warning disable ASP0029 // the attribute is marked as experimental; what it does is small and a test holds it
        [SkipValidation] PublishQuestionnaireRequest request,
#pragma warning restore ASP0029
        SurveysDb db, TimeProvider time, CancellationToken ct)
    {
        var (definition, faults) = (request.Definition(), new Faults());
        AttributeRules.Validate(request, "", faults);
        faults.AddAll(DefinitionRules.Faults(definition));
        if (faults.ToDictionary() is { Count: > 0 } found) return TypedResults.ValidationProblem(found);

        var id = request.Id ?? Guid.CreateVersion7();
        var (questionnaire, refusal) = await NextVersion.AddAsync(db, id, request.ProjectId, request.Key, definition, time.GetUtcNow(), ct);
        if (refusal is not null) return refusal.ToProblem();
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/surveys/v1/questionnaires/{id}", QuestionnaireView.Of(questionnaire!));
    }
}
