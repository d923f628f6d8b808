using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Publications.Consumers;

sealed class KeepContributionWhenLearningRecorded(PublicationsDb db) : IHandle<LearningRecorded>
{
    public Task Handle(IReadOnlyList<LearningRecorded> events, CancellationToken ct) => db.Keep([.. events.Select(Contribution)], ct);

    static Contribution Contribution(LearningRecorded recorded) => new()
    {
        Id = recorded.LearningId, Kind = ContributionKind.Learning, ProjectId = recorded.ProjectId,
        Service = "test-teams", OriginId = recorded.TeamId, GivenAt = recorded.OccurredAt,
    };
}
