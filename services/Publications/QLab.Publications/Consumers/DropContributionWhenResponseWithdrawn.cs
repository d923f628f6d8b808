using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Publications.Consumers;

/// <summary>The row stays, also where the withdrawal comes first, so that a late word of the response does not bring it back.</summary>
sealed class DropContributionWhenResponseWithdrawn(PublicationsDb db) : IHandle<ResponseWithdrawn>
{
    public Task Handle(IReadOnlyList<ResponseWithdrawn> events, CancellationToken ct) => db.KeepLatest(events.Select(Contribution), ct);

    static Contribution Contribution(ResponseWithdrawn withdrawn) => new()
    {
        Id = withdrawn.ResponseId, Kind = ContributionKind.SurveyResponse, ProjectId = withdrawn.ProjectId, Service = "surveys", OriginId = withdrawn.SurveyId,
        GivenAt = withdrawn.OccurredAt, Version = 1, RemovedAt = withdrawn.OccurredAt,
    };
}
