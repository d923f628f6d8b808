using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Questionnaires;

public sealed record PublishQuestionnaireRequest(
    Guid ProjectId,
    [property: Required, RegularExpression("^[a-z][a-z0-9-]{0,79}$", ErrorMessage = "A key is 1 to 80 lower-case letters, digits and hyphens, beginning with a letter.")] string Key,
    [property: Required, StringLength(200)] string Title,
    [property: Required, MinLength(1), MaxLength(300)] IReadOnlyList<Question> Questions)
{
    /// <summary>Your own id for this version, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

static class PublishQuestionnaire
{
    public static async Task<Results<Created<QuestionnaireView>, ValidationProblem, ProblemHttpResult>> Handle(
        PublishQuestionnaireRequest request, SurveysDb db, TimeProvider time, CancellationToken ct)
    {
        var faults = Questionnaire.Faults(request.Questions);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Questionnaires.AnyAsync(q => q.Id == id, ct)) return Refusal.AlreadyExists("questionnaire", id).ToProblem();

        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project?.Title is null) return Refusal.NotKnownHere("project").ToProblem();
        if (project.Closed) return SurveyErrors.ProjectClosed.ToProblem();

        var latest = await db.Questionnaires
            .Where(q => q.ProjectId == request.ProjectId && q.Key == request.Key)
            .MaxAsync(q => (int?)q.Version, ct) ?? 0;

        var questionnaire = new Questionnaire
        {
            Id = id, ProjectId = request.ProjectId, Key = request.Key, Version = latest + 1,
            Title = request.Title, Questions = request.Questions, PublishedAt = time.GetUtcNow(),
        };
        db.Questionnaires.Add(questionnaire);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/surveys/v1/questionnaires/{id}", QuestionnaireView.Of(questionnaire));
    }
}
