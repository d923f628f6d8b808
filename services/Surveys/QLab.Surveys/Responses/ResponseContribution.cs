using QLab.Contributions;
using QLab.Surveys.Contracts;

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
