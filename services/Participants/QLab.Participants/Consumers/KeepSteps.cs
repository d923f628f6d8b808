using QLab.Participants.Contracts;
using QLab.Participants.Participations.Representation;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

/// <summary>How far those who take part have come, as the services tell.</summary>
sealed class KeepSteps(ParticipantsDb db)
    : IHandle<ResponseSubmitted>, IHandle<PlaceBooked>, IHandle<NoteRecorded>, IHandle<PostPublished>
{
    public Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct) =>
        db.ReachAsync(Step.Answered, events.Select(e => e.ParticipantId), ct);

    public Task Handle(IReadOnlyList<PlaceBooked> events, CancellationToken ct) =>
        db.ReachAsync(Step.Booked, events.Select(e => (Guid?)e.ParticipantId), ct);

    public Task Handle(IReadOnlyList<NoteRecorded> events, CancellationToken ct) =>
        db.ReachAsync(Step.Noted, events.Select(e => e.ParticipantId), ct);

    /// <remarks>Our own event, taken as the others are: the online group need not know who counts its posts.</remarks>
    public Task Handle(IReadOnlyList<PostPublished> events, CancellationToken ct) =>
        db.ReachAsync(Step.Posted, events.Select(e => e.ParticipantId), ct);
}
