using QLab.Publications.Evidence;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Publications.Consumers;

sealed class DropEvidenceWhenPassageUncoded(PublicationsDb db) : IHandle<PassageUncoded>
{
    public Task Handle(IReadOnlyList<PassageUncoded> events, CancellationToken ct) => db.Drop(events, ct);
}
