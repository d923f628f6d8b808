using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Publications.Consumers;

sealed class KeepContributionWhenResponseSubmitted(PublicationsDb db) : IHandle<ResponseSubmitted>
{
    public Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct) => db.Keep([.. events.Select(Contribution)], ct);

    static Contribution Contribution(ResponseSubmitted submitted) => new()
    {
        Id = submitted.ResponseId, Kind = ContributionKind.SurveyResponse, ProjectId = submitted.ProjectId, ParticipantId = submitted.ParticipantId,
        Service = "surveys", OriginId = submitted.SurveyId, GivenAt = submitted.OccurredAt,
    };
}
