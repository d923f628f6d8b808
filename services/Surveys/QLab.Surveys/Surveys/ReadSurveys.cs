using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Consents;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Questionnaires.Reading;

namespace QLab.Surveys.Surveys;

/// <param name="Taken">How many responses have counted in it.</param>
sealed record QuotaView(string Name, int Limit, int Taken)
{
    public static IReadOnlyList<QuotaView> Of(IEnumerable<Quota> quotas) =>
        [.. quotas.Select(quota => new QuotaView(quota.Name, quota.Limit, quota.Taken))];
}

sealed record SurveyView(
    Guid Id, Guid ProjectId, Guid QuestionnaireId, string Title, SurveyMode Mode, SurveyAccess Access, bool Amendable, SurveyState State,
    bool Open, bool Simulated,
    DateTimeOffset OpenedAt, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, DateTimeOffset? ClosedAt, string? CloseReason,
    IReadOnlyList<string> Languages, LocalText? Introduction, IReadOnlyList<Question> Questions)
{
    /// <summary>The title in each language that it has one in.</summary>
    public LocalText? Titles { get; init; }

    /// <summary>What the answers are for.</summary>
    public LocalText? Purpose { get; init; }

    /// <summary>What the form asks consent to, each by itself; empty where the Lab asks.</summary>
    public IReadOnlyList<FormConsent> Consents { get; init; } = [];

    /// <summary>
    /// Which version of the wording that is: say it with the response, so that nobody agrees to words that they did not read.
    /// </summary>
    public int ConsentVersion { get; init; }

    /// <summary>Whom to ask about it.</summary>
    public string? Contact { get; init; }

    /// <summary>Only for staff of the Lab: callers with the scope surveys:write who act for no single organisation.</summary>
    public IReadOnlyList<QuotaView>? Quotas { get; init; }

    /// <summary>How long answering takes, along the longest way.</summary>
    public int EstimatedMinutes { get; init; }

    /// <summary>The one language that the texts are in; absent when they come as they are stored, in all of them.</summary>
    public string? Language { get; init; }

    public static SurveyView Of(Survey survey, Questionnaire questionnaire, bool simulated, DateTimeOffset now, string? language = null)
    {
        var definition = questionnaire.Definition;
        var (titles, purpose) = (survey.TitlesIn(definition), survey.Purpose);
        var view = Of(survey, definition.In(language), simulated, now) with
        {
            Titles = titles,
            Purpose = language is null || purpose is null ? purpose : new(purpose.In(language, definition.Languages)),
            Contact = survey.Contact,
            Consents = survey.Consents,
            ConsentVersion = survey.ConsentVersion,
            EstimatedMinutes = Minutes.Of(questionnaire.Id, definition),
            Language = language,
        };
        return language is null ? view : view with { Title = titles.In(language, definition.Languages) };
    }

    static SurveyView Of(Survey survey, Definition definition, bool simulated, DateTimeOffset now) => new(
        survey.Id, survey.ProjectId, survey.QuestionnaireId, survey.Title, survey.Mode, survey.Access, survey.Amendable, survey.State(now),
        survey.IsOpen(now), simulated,
        survey.OpenedAt, survey.OpensAt, survey.ClosesAt, survey.ClosedAt, survey.CloseReason,
        definition.Languages, definition.Introduction, definition.Questions);
}

sealed record SurveyListItem(Guid Id, Guid ProjectId, Guid QuestionnaireId, string Title, SurveyMode Mode, SurveyState State, bool Open);

static class ReadSurveys
{
    public static Task<Page<SurveyListItem>> List(
        [AsParameters] Paging paging, Guid? projectId, SurveysDb db, ClaimsPrincipal user, TimeProvider time,
        CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return paging.ReadAsync(
            db.Surveys.VisibleTo(user, db).Where(s => projectId == null || s.ProjectId == projectId),
            s => s.Id, s => new SurveyListItem(s.Id, s.ProjectId, s.QuestionnaireId, s.Title, s.Mode, s.State(now), s.IsOpen(now)), ct);
    }

    public static async Task<Results<Ok<SurveyView>, ProblemHttpResult>> Get(
        Guid id, [StringLength(35)] string? language, SurveysDb db, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var found = await (
            from survey in db.Surveys.AsNoTracking()
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            join project in db.Projects on survey.ProjectId equals project.Id
            where survey.Id == id
            select new { survey, questionnaire, project.Simulated }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();

        http.SetETag(found.survey.RowVersion);
        var view = SurveyView.Of(found.survey, found.questionnaire, found.Simulated, time.GetUtcNow(), WishedLanguage.Choose(http, language, found.questionnaire.Definition.Languages));
        return TypedResults.Ok(!http.User.ActsForLab("surveys:write", found.survey.ProjectId) ? view : view with
        {
            Quotas = QuotaView.Of(await db.Quotas.AsNoTracking().Where(q => q.SurveyId == id).OrderBy(q => q.Name).ToListAsync(ct)),
        });
    }
}
