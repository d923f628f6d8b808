using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Fhir;
using QLab.Surveys.Questionnaires.Reading;

namespace QLab.Surveys.Questionnaires;

/// <param name="EstimatedMinutes">How long answering takes, along the longest way.</param>
/// <param name="Language">The one language that the texts are in; absent when they come as they are stored, in all of them.</param>
sealed record QuestionnaireView(
    Guid Id, Guid ProjectId, string Key, int Version, LocalText Title, IReadOnlyList<string> Languages,
    LocalText? Introduction, IReadOnlyList<Question> Questions, DateTimeOffset PublishedAt, int EstimatedMinutes, string? Language)
{
    public static QuestionnaireView Of(Questionnaire q, string? language = null)
    {
        var definition = q.Definition.In(language);
        return new(
            q.Id, q.ProjectId, q.Key, q.Version, definition.Title, definition.Languages, definition.Introduction, definition.Questions,
            q.PublishedAt, Minutes.Of(q.Id, q.Definition), language);
    }
}

sealed record QuestionnaireListItem(Guid Id, Guid ProjectId, string Key, int Version, string Title, DateTimeOffset PublishedAt);

static class ReadQuestionnaires
{
    public static Task<Page<QuestionnaireListItem>> List(
        [AsParameters] Paging paging, Guid? projectId, string? key, SurveysDb db, ClaimsPrincipal user, CancellationToken ct) =>
        paging.ReadAsync(
            db.Questionnaires.VisibleTo(user, db).Where(q => (projectId == null || q.ProjectId == projectId) && (key == null || q.Key == key)),
            q => q.Id, q => new QuestionnaireListItem(q.Id, q.ProjectId, q.Key, q.Version, q.Title, q.PublishedAt), ct);

    public static async Task<Results<Ok<QuestionnaireView>, FhirAnswer, ProblemHttpResult>> Get(
        Guid id, [StringLength(35)] string? language, HttpContext http, SurveysDb db, CancellationToken ct) =>
        await db.Questionnaires.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, ct) is { } questionnaire
            ? FhirRefusal.AsksForFhir(http)
                ? new FhirAnswer(StatusCodes.Status200OK, ReadFhirQuestionnaire.Write(questionnaire))
                : TypedResults.Ok(QuestionnaireView.Of(questionnaire, WishedLanguage.Choose(http, language, questionnaire.Definition.Languages)))
            : Refusal.NotFound("questionnaire").ToProblem();
}
