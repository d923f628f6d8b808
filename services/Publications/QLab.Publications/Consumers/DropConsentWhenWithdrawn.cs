using QLab.Participants.Contracts;
using QLab.Publications.Consents;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Publications.Consumers;

sealed class DropConsentWhenWithdrawn(PublicationsDb db) : IHandle<ConsentWithdrawn>
{
    public Task Handle(IReadOnlyList<ConsentWithdrawn> events, CancellationToken ct) => db.Keep(events.Select(Consent), ct);

    static Consent Consent(ConsentWithdrawn said) => new()
    {
        ParticipantId = said.ParticipantId, Purpose = said.Purpose, Given = false, ChangedAt = said.OccurredAt,
    };
}
