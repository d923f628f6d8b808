using QLab.Participants.Projects.Counts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

/// <summary>Two themes that were merged are one.</summary>
sealed class CountThemesWhenMerged(ParticipantsDb db) : IHandle<ThemeMerged>
{
    public Task Handle(IReadOnlyList<ThemeMerged> events, CancellationToken ct) =>
        db.CountAsync(Counted.Themes, events.Select(e => e.ProjectId), ct, each: -1);
}
