using QLab.Contributions;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.Surveys.Contracts;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

/// <summary>A response as the platform's readers of contributions hear of it: they need no more than was told anyway.</summary>
static class ResponseContribution
{
    const string Service = "surveys", Kind = "surveyResponse";

    public static ContributionGiven Given(ResponseSubmitted told, IReadOnlyList<string> consents, int version = 1) => new(
        told.ResponseId, told.ProjectId, told.ParticipantId, Service, told.SurveyId, Kind, Label: "a survey response",
        Noun: "survey response",
        version, told.OccurredAt, told.ParticipantId is null ? consents : []);

    /// <remarks>A response is taken back once and for ever; an amendment of its answers changes nothing that readers know of.</remarks>
    /// <param name="version">The last that others were told of.</param>
    public static ContributionWithdrawn Withdrawn(ResponseWithdrawn told, int version) =>
        new(told.ResponseId, told.ProjectId, Service, Kind, version + 1, told.OccurredAt);
}

/// <summary>What somebody known by a pseudonym ticks on a form is their own consent: the participants service keeps it.</summary>
static class FormConsentEvents
{
    /// <remarks>In a confidential survey it would tell when somebody answered: there it is told later, with others.</remarks>
    public static IEnumerable<EventRow> Of(
        Submission submission, Survey survey, ResponseSubmitted told, IReadOnlyList<string> consents, DateTimeOffset now) =>
        survey.Mode == SurveyMode.Identified && told.ParticipantId is { } participant && consents.Count > 0
            ? [EventRow.Of(new FormConsentsGiven(
                survey.ProjectId, participant, consents, $"Survey “{survey.Title}”, wording {survey.ConsentVersion}",
                submission.Request.InvitationCode is null, now), now)]
            : [];
}
