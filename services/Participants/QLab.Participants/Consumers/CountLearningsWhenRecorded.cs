using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountLearningsWhenRecorded(ParticipantsDb db) : IHandle<LearningRecorded>
{
    public Task Handle(IReadOnlyList<LearningRecorded> events, CancellationToken ct) =>
        db.CountAsync(Counted.Learnings, events.Select(e => e.ProjectId), ct);
}
