using QLab.Publications.Evidence;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Publications.Consumers;

sealed class KeepEvidenceWhenPassageCoded(PublicationsDb db) : IHandle<PassageCoded>
{
    public Task Handle(IReadOnlyList<PassageCoded> events, CancellationToken ct) => db.Keep(events, ct);
}
