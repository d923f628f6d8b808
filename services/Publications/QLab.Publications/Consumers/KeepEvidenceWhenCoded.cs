using QLab.Contributions;
using QLab.Publications.Evidence;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Publications.Consumers;

/// <remarks>
/// What lay in the queues of releases that did not know <see cref="ContributionCoded"/> has the same versions, so that what is heard in
/// both ways counts once.
/// </remarks>
sealed class KeepEvidenceWhenCoded(PublicationsDb db)
    : IHandle<ContributionCoded>, IHandle<ContributionUncoded>, IHandle<PassageCoded>, IHandle<PassageUncoded>
{
    public Task Handle(IReadOnlyList<ContributionCoded> events, CancellationToken ct) => db.Keep(events, ct);

    public Task Handle(IReadOnlyList<ContributionUncoded> events, CancellationToken ct) => db.Drop(events, ct);

    public Task Handle(IReadOnlyList<PassageCoded> events, CancellationToken ct) => db.Keep(events.Select(e => new ContributionCoded(
        e.PassageId, e.ResponseId, e.SurveyId, e.ProjectId, e.ThemeId, e.Question, e.Start, e.End, e.Version, e.OccurredAt)), ct);

    public Task Handle(IReadOnlyList<PassageUncoded> events, CancellationToken ct) =>
        db.Drop(events.Select(e => new ContributionUncoded(e.PassageId, e.ProjectId, e.Version, e.OccurredAt)), ct);
}
