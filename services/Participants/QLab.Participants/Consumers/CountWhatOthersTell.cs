using QLab.Participants.Projects.Counts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

/// <summary>
/// A project's counts, as the services tell of what happened in it; what is taken back may be heard of before it was there.
/// </summary>
sealed class CountWhatOthersTell(ParticipantsDb db) :
    IHandle<SurveyOpened>, IHandle<SurveyClosed>, IHandle<ResponseSubmitted>, IHandle<ResponseWithdrawn>,
    IHandle<WorkshopScheduled>, IHandle<WorkshopCancelled>, IHandle<WorkshopHeld>, IHandle<PlaceBooked>, IHandle<BookingCancelled>,
    IHandle<NoteRecorded>, IHandle<NoteRemoved>,
    IHandle<TeamFormed>, IHandle<LearningRecorded>, IHandle<LearningRemoved>, IHandle<GrantAwarded>, IHandle<GrantWithdrawn>,
    IHandle<ThemeAdded>, IHandle<ThemeMerged>, IHandle<InsightAgreed>, IHandle<InsightWithdrawn>,
    IHandle<PublicationPublished>, IHandle<PublicationRetracted>
{
    public Task Handle(IReadOnlyList<SurveyOpened> events, CancellationToken ct) =>
        db.CountAsync(Counted.Surveys, events.Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<SurveyClosed> events, CancellationToken ct) =>
        db.CountAsync(Counted.SurveysClosed, events.Select(e => e.ProjectId), ct);

    public async Task Handle(IReadOnlyList<ResponseSubmitted> events, CancellationToken ct)
    {
        await db.CountAsync(Counted.Responses, events.Select(e => e.ProjectId), ct);
        await db.CountAsync(Counted.AnonymousResponses, events.Where(e => e.ParticipantId is null).Select(e => e.ProjectId), ct);
    }

    public Task Handle(IReadOnlyList<ResponseWithdrawn> events, CancellationToken ct) =>
        db.CountAsync(Counted.Responses, events.Select(e => e.ProjectId), ct, each: -1);

    public Task Handle(IReadOnlyList<WorkshopScheduled> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsScheduled, events.Where(e => IsWorkshop(e.Kind)).Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<WorkshopCancelled> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsScheduled, events.Where(e => IsWorkshop(e.Kind)).Select(e => e.ProjectId), ct, each: -1);

    public Task Handle(IReadOnlyList<WorkshopHeld> events, CancellationToken ct) =>
        db.CountAsync(Counted.WorkshopsHeld, events.Where(e => IsWorkshop(e.Kind)).Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<PlaceBooked> events, CancellationToken ct) =>
        db.CountAsync(Counted.PlacesBooked, events.Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<BookingCancelled> events, CancellationToken ct) =>
        db.CountAsync(Counted.PlacesBooked, events.Select(e => e.ProjectId), ct, each: -1);

    public Task Handle(IReadOnlyList<NoteRecorded> events, CancellationToken ct) =>
        db.CountAsync(Counted.Notes, events.Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<NoteRemoved> events, CancellationToken ct) =>
        db.CountAsync(Counted.Notes, events.Select(e => e.ProjectId), ct, each: -1);

    public Task Handle(IReadOnlyList<TeamFormed> events, CancellationToken ct) =>
        db.CountAsync(Counted.Teams, events.Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<LearningRecorded> events, CancellationToken ct) =>
        db.CountAsync(Counted.Learnings, events.Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<LearningRemoved> events, CancellationToken ct) =>
        db.CountAsync(Counted.Learnings, events.Select(e => e.ProjectId), ct, each: -1);

    public async Task Handle(IReadOnlyList<GrantAwarded> events, CancellationToken ct)
    {
        await db.CountAsync(Counted.Grants, events.Select(e => e.ProjectId), ct);
        await db.CountFundedTeamsAsync([.. events.Select(e => (e.ProjectId, e.TeamId))], +1, ct);
    }

    public async Task Handle(IReadOnlyList<GrantWithdrawn> events, CancellationToken ct)
    {
        await db.CountAsync(Counted.Grants, events.Select(e => e.ProjectId), ct, each: -1);
        await db.CountFundedTeamsAsync([.. events.Select(e => (e.ProjectId, e.TeamId))], -1, ct);
    }

    public Task Handle(IReadOnlyList<ThemeAdded> events, CancellationToken ct) =>
        db.CountAsync(Counted.Themes, events.Select(e => e.ProjectId), ct);

    /// <summary>Two themes that were merged are one.</summary>
    public Task Handle(IReadOnlyList<ThemeMerged> events, CancellationToken ct) =>
        db.CountAsync(Counted.Themes, events.Select(e => e.ProjectId), ct, each: -1);

    public Task Handle(IReadOnlyList<InsightAgreed> events, CancellationToken ct) =>
        db.CountAsync(Counted.Insights, events.Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<InsightWithdrawn> events, CancellationToken ct) =>
        db.CountAsync(Counted.Insights, events.Select(e => e.ProjectId), ct, each: -1);

    /// <summary>A later version of a publication is the same publication.</summary>
    public Task Handle(IReadOnlyList<PublicationPublished> events, CancellationToken ct) =>
        db.CountAsync(Counted.Publications, events.Where(e => e.Version == 1).Select(e => e.ProjectId), ct);

    public Task Handle(IReadOnlyList<PublicationRetracted> events, CancellationToken ct) =>
        db.CountAsync(Counted.Publications, events.Select(e => e.ProjectId), ct, each: -1);

    /// <summary>The number of workshops is not that of interviews and webinars.</summary>
    static bool IsWorkshop(string? kind) => kind is null or "workshop";
}
