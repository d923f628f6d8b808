using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>Somebody who is given the code of a ballot.</summary>
/// <param name="NotificationId">Of the message that brings it, if one does.</param>
sealed record Bearer(Guid ParticipantId, int Number, Guid NotificationId, string Code);

/// <summary>Sends codes on their way, in the transaction that the caller has begun.</summary>
sealed class HandOut(SurveysDb db, Notifications notifications, IConfiguration configuration)
{
    /// <returns>Null when no key has been announced.</returns>
    public async Task<byte[]?> KeyAsync(CancellationToken ct) =>
        await db.MessageKeys.OrderByDescending(key => key.AnnouncedAt).Select(key => key.PublicKey).FirstOrDefaultAsync(ct);

    public async Task SendAsync(Survey survey, string template, IEnumerable<Bearer> bearers, byte[] key, CancellationToken ct)
    {
        var questionnaire = await db.Questionnaires.AsNoTracking().SingleAsync(q => q.Id == survey.QuestionnaireId, ct);
        var words = InvitationWords.Of(survey, questionnaire, language => PageOf(survey.Id, language));
        foreach (var bearer in bearers)
            notifications.Request(
                bearer.NotificationId, survey.ProjectId, bearer.ParticipantId, template, words, secrets: new(Secrets(survey, bearer), key));
    }

    /// <remarks>Whom to ask may be somebody's name, which no event carries in the open.</remarks>
    static Dictionary<string, string> Secrets(Survey survey, Bearer bearer)
    {
        var secrets = new Dictionary<string, string> { ["code"] = bearer.Code };
        if (survey.Contact is { } contact) secrets["contact"] = contact;
        return secrets;
    }

    /// <summary>
    /// Where people read about the survey and answer it: <c>Invitations:PageUrl</c> with <c>{id}</c> and <c>{language}</c>, or the
    /// survey's page at the gateway.
    /// </summary>
    string PageOf(Guid surveyId, string language) =>
        (configuration["Invitations:PageUrl"] ?? $"{configuration.PublicUrl()}{SurveyPage.Address}")
            .Replace("{id}", surveyId.ToString(), StringComparison.Ordinal).Replace("{language}", language, StringComparison.Ordinal);
}

/// <summary>
/// What an invitation tells of its survey. What comes in several languages is said in each, as <c>title@cy</c> beside <c>title</c>: only
/// the participants service knows who reads which.
/// </summary>
static class InvitationWords
{
    /// <param name="page">The address of the survey's page in a language.</param>
    public static Dictionary<string, string> Of(Survey survey, Questionnaire questionnaire, Func<string, string> page)
    {
        var (definition, titles) = (questionnaire.Definition, survey.TitlesIn(questionnaire.Definition));
        var words = new Dictionary<string, string>
        {
            ["title"] = survey.Title,
            ["surveyUrl"] = page(definition.Languages[0]),
            ["mode"] = survey.Mode.ToString().ToLowerInvariant(),
            ["minutes"] = Minutes.Of(questionnaire.Id, definition).ToString(CultureInfo.InvariantCulture),
        };
        if (survey.LastDay() is { } last) words["lastDay"] = SurveyWording.Iso(last);
        if (survey.Purpose is { } purpose) words["purpose"] = purpose.In(definition.Languages[0], definition.Languages);
        if (definition.Languages.Count == 1) return words;
        foreach (var language in definition.Languages)
        {
            words[$"surveyUrl@{language}"] = page(language);
            if (titles.Speaks(language, definition.Languages)) words[$"title@{language}"] = titles.In(language, definition.Languages);
            if (survey.Purpose?.Speaks(language, definition.Languages) == true)
                words[$"purpose@{language}"] = survey.Purpose.In(language, definition.Languages);
        }
        return words;
    }
}
