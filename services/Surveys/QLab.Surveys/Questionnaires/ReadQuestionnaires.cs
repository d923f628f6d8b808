using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Fhir;

namespace QLab.Surveys.Questionnaires;

sealed record QuestionnaireView(
    Guid Id, Guid ProjectId, string Key, int Version, LocalText Title, IReadOnlyList<string> Languages,
    LocalText? Introduction, IReadOnlyList<Question> Questions, DateTimeOffset PublishedAt)
{
    public static QuestionnaireView Of(Questionnaire q) => new(
        q.Id, q.ProjectId, q.Key, q.Version, q.Definition.Title, q.Definition.Languages, q.Definition.Introduction, q.Definition.Questions, q.PublishedAt);
}

sealed record QuestionnaireListItem(Guid Id, Guid ProjectId, string Key, int Version, string Title, DateTimeOffset PublishedAt);

static class ReadQuestionnaires
{
    public static Task<Page<QuestionnaireListItem>> List([AsParameters] Paging paging, Guid? projectId, string? key, SurveysDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Questionnaires.Where(q => (projectId == null || q.ProjectId == projectId) && (key == null || q.Key == key)),
            q => q.Id, q => new QuestionnaireListItem(q.Id, q.ProjectId, q.Key, q.Version, q.Title, q.PublishedAt), ct);

    public static async Task<Results<Ok<QuestionnaireView>, FhirAnswer, ProblemHttpResult>> Get(Guid id, HttpContext http, SurveysDb db, CancellationToken ct) =>
        await db.Questionnaires.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, ct) is { } questionnaire
            ? FhirRefusal.AsksForFhir(http) ? new FhirAnswer(StatusCodes.Status200OK, FhirQuestionnaire.Write(questionnaire)) : TypedResults.Ok(QuestionnaireView.Of(questionnaire))
            : Refusal.NotFound("questionnaire").ToProblem();
}
