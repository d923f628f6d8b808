using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Consents;

namespace QLab.Surveys.Consumers;

sealed class KeepConsentWhenGiven(SurveysDb db) : IHandle<ConsentGiven>
{
    public Task Handle(IReadOnlyList<ConsentGiven> events, CancellationToken ct) =>
        ResearchConsents.KeepAsync(db, events.Select(e => (e.ParticipantId, e.Purpose, true, e.OccurredAt)), ct);
}
