using QLab.Participants.Contracts;
using QLab.Publications.Consents;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

sealed class KeepConsentWhenGiven(PublicationsDb db) : IHandle<ConsentGiven>
{
    public Task Handle(IReadOnlyList<ConsentGiven> events, CancellationToken ct) => db.Keep(events.Select(Consent), ct);

    static Consent Consent(ConsentGiven said) => new()
    {
        ParticipantId = said.ParticipantId, Purpose = said.Purpose, Given = true, ChangedAt = said.OccurredAt,
    };
}
