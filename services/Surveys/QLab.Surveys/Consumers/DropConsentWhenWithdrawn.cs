using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Consents;

namespace QLab.Surveys.Consumers;

sealed class DropConsentWhenWithdrawn(SurveysDb db) : IHandle<ConsentWithdrawn>
{
    public Task Handle(IReadOnlyList<ConsentWithdrawn> events, CancellationToken ct) =>
        ResearchConsents.KeepAsync(db, events.Select(e => (e.ParticipantId, e.Purpose, false, e.OccurredAt)), ct);
}
