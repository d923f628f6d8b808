using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;

namespace QLab.Publications.Consumers;

/// <summary>
/// What lay in the queues of releases that did not know <see cref="ContributionGiven"/>, said in its words: with the same versions, so that
/// what is heard in both ways counts once.
/// </summary>
sealed class KeepFormerContributions(KeepContributions contributions) : IHandle<ResponseSubmitted>, IHandle<ResponseWithdrawn>,
    IHandle<NoteRecorded>, IHandle<LearningRecorded>, IHandle<PostPublished>, IHandle<PostRemoved>
{
    public Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct) => GivenAsync(events.Select(e => new ContributionGiven(
        e.ResponseId, e.ProjectId, e.ParticipantId, "surveys", e.SurveyId, "surveyResponse", "a survey response", "survey response", 1,
        e.OccurredAt)), ct);

    public Task Handle(IReadOnlyList<ResponseWithdrawn> events, CancellationToken ct) => WithdrawnAsync(events.Select(e =>
        new ContributionWithdrawn(e.ResponseId, e.ProjectId, "surveys", "surveyResponse", 2, e.OccurredAt)), ct);

    public Task Handle(IReadOnlyList<NoteRecorded> events, CancellationToken ct) => GivenAsync(events.Select(e => new ContributionGiven(
        e.NoteId, e.ProjectId, e.ParticipantId, "workshops", e.WorkshopId, "workshopNote", "a workshop note", "workshop note", 1,
        e.OccurredAt, e.ParticipantId is null ? [Consent.Research] : null)), ct);

    public Task Handle(IReadOnlyList<LearningRecorded> events, CancellationToken ct) => GivenAsync(events.Select(e => new ContributionGiven(
        e.LearningId, e.ProjectId, null, "test-teams", e.TeamId, "learning", "a test team's learning", "test team learning", 1,
        e.OccurredAt, [Consent.Research, Consent.Quotation])), ct);

    public Task Handle(IReadOnlyList<PostPublished> events, CancellationToken ct) => GivenAsync(events.Select(e => new ContributionGiven(
        e.PostId, e.ProjectId, e.ParticipantId, "participants", e.ProjectId, "groupPost", "a post in the online group", "group post",
        e.Version,
        e.OccurredAt)), ct);

    public Task Handle(IReadOnlyList<PostRemoved> events, CancellationToken ct) => WithdrawnAsync(events.Select(e =>
        new ContributionWithdrawn(e.PostId, e.ProjectId, "participants", "groupPost", e.Version, e.OccurredAt)), ct);

    Task GivenAsync(IEnumerable<ContributionGiven> told, CancellationToken ct) => contributions.Handle([.. told], ct);

    Task WithdrawnAsync(IEnumerable<ContributionWithdrawn> told, CancellationToken ct) => contributions.Handle([.. told], ct);
}
