using QLab.Contributions;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Responses;

/// <summary>A response as the platform's readers of contributions hear of it: they need no more than was told anyway.</summary>
static class ResponseContribution
{
    const string Service = "surveys", Kind = "surveyResponse";

    public static ContributionGiven Given(ResponseSubmitted told, IReadOnlyList<string> consents) => new(
        told.ResponseId, told.ProjectId, told.ParticipantId, Service, told.SurveyId, Kind, Label: "a survey response",
        Noun: "survey response",
        Version: 1, told.OccurredAt, consents);

    /// <remarks>A response is taken back once and for ever; an amendment changes nothing that readers know of.</remarks>
    public static ContributionWithdrawn Withdrawn(ResponseWithdrawn told) =>
        new(told.ResponseId, told.ProjectId, Service, Kind, Version: 2, told.OccurredAt);
}
