using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Publications.Consumers;

sealed class KeepContributionWhenNoteRecorded(PublicationsDb db) : IHandle<NoteRecorded>
{
    public Task Handle(IReadOnlyList<NoteRecorded> events, CancellationToken ct) => db.Keep([.. events.Select(Contribution)], ct);

    static Contribution Contribution(NoteRecorded recorded) => new()
    {
        Id = recorded.NoteId, Kind = ContributionKind.WorkshopNote, ProjectId = recorded.ProjectId, ParticipantId = recorded.ParticipantId,
        Service = "workshops", OriginId = recorded.WorkshopId, GivenAt = recorded.OccurredAt,
    };
}
