using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Interviews;

/// <param name="Agreed">Whether they agreed to be interviewed and written down; true for who asks.</param>
sealed record SpeakerView(Guid Id, string Name, Guid? ParticipantId, bool Agreed)
{
    public static SpeakerView Of(Speaker s) => new(s.Id, s.Name, s.ParticipantId, !s.HasToAgree);
}

sealed record InterviewView(
    Guid Id, Guid ProjectId, Guid? WorkshopId, string Title, IReadOnlyList<string> Topics, IReadOnlyList<SpeakerView> Speakers,
    DateTimeOffset ArrangedAt, DateTimeOffset? TranscribedAt)
{
    public static InterviewView Of(Interview i) => new(
        i.Id, i.ProjectId, i.WorkshopId, i.Title, i.Topics, [.. i.Speakers.OrderBy(s => s.Name, StringComparer.Ordinal)
            .Select(SpeakerView.Of)],
        i.ArrangedAt, i.TranscribedAt);
}

/// <param name="Name">My name in the transcript.</param>
/// <param name="With">The names of the others in it.</param>
/// <param name="Agreed">Whether I have agreed to be interviewed and written down.</param>
sealed record MyInterview(
    Guid Id, Guid ProjectId, Guid? WorkshopId, string Title, IReadOnlyList<string> Topics, string Name, IReadOnlyList<string> With,
    bool Agreed,
    bool Transcribed);

/// <param name="Number">By which passages name it.</param>
sealed record TurnView(int Number, string Speaker, string Text, double? Seconds);

/// <param name="LeftOut">Whether something is left out, because whoever said it does not consent to research or was erased.</param>
sealed record TranscriptView(Guid InterviewId, IReadOnlyList<TurnView> Turns, bool LeftOut);

static class ReadInterviews
{
    public static Task<Page<InterviewView>> List(
        [AsParameters] Paging paging, Guid? projectId, Guid? workshopId, ClaimsPrincipal user, WorkshopsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Interviews.OfProjectsOf(user).Include(i => i.Speakers)
                .Where(i => (projectId == null || i.ProjectId == projectId) && (workshopId == null || i.WorkshopId == workshopId)),
            i => i.Id,
            i => new InterviewView(
                i.Id, i.ProjectId, i.WorkshopId, i.Title, i.Topics,
                i.Speakers.OrderBy(s => s.Name)
                    .Select(s => new SpeakerView(s.Id, s.Name, s.ParticipantId, s.ParticipantId == null || s.AgreedAt != null)).ToList(),
                i.ArrangedAt, i.TranscribedAt),
            ct);

    public static async Task<Results<Ok<InterviewView>, ProblemHttpResult>> Get(
        Guid id, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var interview = await db.Interviews.AsNoTracking().Include(i => i.Speakers).SingleOrDefaultAsync(i => i.Id == id, ct);
        if (interview is null) return Refusal.NotFound("interview").ToProblem();
        http.SetETag(interview.RowVersion);
        return TypedResults.Ok(InterviewView.Of(interview));
    }

    public static Task<Page<MyInterview>> Mine([AsParameters] Paging paging, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        return paging.ReadAsync(
            db.Interviews.Where(i => i.Speakers.Any(s => s.ParticipantId != null && mine.Contains(s.ParticipantId.Value))), i => i.Id,
            i => new MyInterview(
                i.Id, i.ProjectId, i.WorkshopId, i.Title, i.Topics,
                i.Speakers.Where(s => s.ParticipantId != null && mine.Contains(s.ParticipantId.Value)).Select(s => s.Name).First(),
                i.Speakers.Where(s => s.ParticipantId == null || !mine.Contains(s.ParticipantId.Value))
                    .OrderBy(s => s.Name).Select(s => s.Name).ToList(),
                i.Speakers.Any(s => s.ParticipantId != null && mine.Contains(s.ParticipantId.Value) && s.AgreedAt != null),
                i.TranscribedAt != null),
            ct);
    }

    public static async Task<Results<Ok<TranscriptView>, ProblemHttpResult>> Transcript(Guid id, WorkshopsDb db, CancellationToken ct)
    {
        if (!await db.Interviews.AnyAsync(i => i.Id == id && i.TranscribedAt != null, ct)) return InterviewErrors.NoTranscript.ToProblem();
        var usable = db.Speakers.Where(s => s.InterviewId == id).Where(MayBeUsed.For<Speaker>(db, Consent.Research));
        return TypedResults.Ok(new TranscriptView(
            id, await TurnsAsync(db, usable, ct),
            await db.Turns.AnyAsync(t => t.InterviewId == id && !usable.Any(s => s.Id == t.SpeakerId), ct)));
    }

    /// <summary>What I said myself.</summary>
    public static async Task<Results<Ok<TranscriptView>, ProblemHttpResult>> MyWords(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        var me = db.Speakers.Where(s => s.InterviewId == id && s.ParticipantId != null && mine.Contains(s.ParticipantId.Value));
        return await db.Interviews.AnyAsync(i => i.Id == id && i.TranscribedAt != null && me.Any(), ct)
            ? TypedResults.Ok(new TranscriptView(id, await TurnsAsync(db, me, ct), LeftOut: false))
            : InterviewErrors.NoTranscript.ToProblem();
    }

    static Task<List<TurnView>> TurnsAsync(WorkshopsDb db, IQueryable<Speaker> speakers, CancellationToken ct) => (
        from turn in db.Turns
        join speaker in speakers on turn.SpeakerId equals speaker.Id
        orderby turn.Number
        select new TurnView(turn.Number, speaker.Name, turn.Text, turn.Seconds)).ToListAsync(ct);
}
