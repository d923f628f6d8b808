using QLab.Participants.Contracts;
using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

sealed class KeepContributionWhenPostPublished(PublicationsDb db) : IHandle<PostPublished>
{
    public Task Handle(IReadOnlyList<PostPublished> events, CancellationToken ct) => db.KeepLatest(events.Select(Contribution), ct);

    static Contribution Contribution(PostPublished published) => new()
    {
        Id = published.PostId, Kind = ContributionKind.GroupPost, ProjectId = published.ProjectId, ParticipantId = published.ParticipantId,
        Service = "participants", OriginId = published.ProjectId, GivenAt = published.OccurredAt, Version = published.Version,
    };
}
