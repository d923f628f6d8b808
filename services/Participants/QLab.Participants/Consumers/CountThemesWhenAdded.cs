using QLab.Participants.Projects.Counts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

sealed class CountThemesWhenAdded(ParticipantsDb db) : IHandle<ThemeAdded>
{
    public Task Handle(IReadOnlyList<ThemeAdded> events, CancellationToken ct) =>
        db.CountAsync(Counted.Themes, events.Select(e => e.ProjectId), ct);
}
