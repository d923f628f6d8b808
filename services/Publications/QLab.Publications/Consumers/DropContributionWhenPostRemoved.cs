using QLab.Participants.Contracts;
using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

/// <summary>The row stays, also where the removal comes first, so that a late word of the post does not bring it back.</summary>
sealed class DropContributionWhenPostRemoved(PublicationsDb db) : IHandle<PostRemoved>
{
    public Task Handle(IReadOnlyList<PostRemoved> events, CancellationToken ct) => db.KeepLatest(events.Select(Contribution), ct);

    static Contribution Contribution(PostRemoved removed) => new()
    {
        Id = removed.PostId, Kind = ContributionKind.GroupPost, ProjectId = removed.ProjectId, Service = "participants", OriginId = removed.ProjectId,
        GivenAt = removed.OccurredAt, Version = removed.Version, RemovedAt = removed.OccurredAt,
    };
}
