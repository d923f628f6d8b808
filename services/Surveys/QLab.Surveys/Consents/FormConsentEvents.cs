using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Surveys.Contracts;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

/// <summary>What somebody known by a pseudonym ticks on a form is their own consent: the participants service keeps it.</summary>
static class FormConsentEvents
{
    /// <remarks>In a confidential survey it would tell when somebody answered: there it is told later, with others.</remarks>
    public static IEnumerable<EventRow> Of(
        Submit submit, Survey survey, ResponseSubmitted told, IReadOnlyList<string> consents, DateTimeOffset now) =>
        survey.Mode == SurveyMode.Identified && told.ParticipantId is { } participant && consents.Count > 0
            ? [EventRow.Of(new FormConsentsGiven(
                survey.ProjectId, participant, consents, $"Survey “{survey.Title}”, wording {survey.ConsentVersion}",
                submit.Request.InvitationCode is null, now), now)]
            : [];
}
