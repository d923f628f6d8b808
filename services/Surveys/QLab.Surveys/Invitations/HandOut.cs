using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
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
