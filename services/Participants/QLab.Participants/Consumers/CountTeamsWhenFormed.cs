using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.Participants.Consumers;

sealed class CountTeamsWhenFormed(ParticipantsDb db) : IHandle<TeamFormed>
{
    public Task Handle(IReadOnlyList<TeamFormed> events, CancellationToken ct) =>
        db.CountAsync(Counted.Teams, events.Select(e => e.ProjectId), ct);
}
