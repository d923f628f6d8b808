using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountLearningsWhenRemoved(ParticipantsDb db) : IHandle<LearningRemoved>
{
    public Task Handle(IReadOnlyList<LearningRemoved> events, CancellationToken ct) =>
        db.CountAsync(Counted.Learnings, events.Select(e => e.ProjectId), ct, each: -1);
}
