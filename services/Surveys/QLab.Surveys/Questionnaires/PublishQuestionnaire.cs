using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;
using QLab.Questionnaires;
using QLab.Questionnaires.Rules;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Questionnaires;

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
        if (await db.Questionnaires.AnyAsync(q => q.Id == id, ct)) return Refusal.AlreadyExists("questionnaire", id).ToProblem();

        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();
        if (project.Closed) return SurveyErrors.ProjectClosed.ToProblem();

        var questionnaire = new Questionnaire
        {
            Id = id, ProjectId = request.ProjectId, Key = request.Key, Version = await NextVersionAsync(db, request.ProjectId, request.Key, ct),
            Title = definition.PlainTitle, Definition = definition, PublishedAt = time.GetUtcNow(),
        };
        db.Questionnaires.Add(questionnaire);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/surveys/v1/questionnaires/{id}", QuestionnaireView.Of(questionnaire));
    }

    public static async Task<int> NextVersionAsync(SurveysDb db, Guid projectId, string key, CancellationToken ct) =>
        1 + (await db.Questionnaires.Where(q => q.ProjectId == projectId && q.Key == key).MaxAsync(q => (int?)q.Version, ct) ?? 0);
}
