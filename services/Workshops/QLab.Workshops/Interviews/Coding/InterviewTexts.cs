using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.CodingApi;
using QLab.CodingApi.Refi;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Interviews.Coding.Refi;

namespace QLab.Workshops.Interviews.Coding;

/// <summary>A turn that may be read for research.</summary>
/// <param name="IsCoded">Whether passages of it are coded: what is said on behalf of the Lab is nobody's contribution.</param>
sealed record ReadTurn(int Number, Guid SpeakerId, string Speaker, string Text, bool IsCoded);

/// <summary>The texts of interviews: what somebody said is a contribution, and each of their turns a text.</summary>
sealed class InterviewTexts(WorkshopsDb db) : CodedTexts
{
    public override string Noun => "interview";

    /// <remarks>The consent may have been given a moment ago and be on its way.</remarks>
    public override Refusal NoText => Refusal.Conflict(
        "text-not-found",
        "No words are coded there: there is no such turn, it is said on behalf of the Lab, or it may not be used for research.") with
    { RetryAfterSeconds = 1 };

    public override Refusal WordsGone =>
        Refusal.Conflict("words-changed", "The transcript has been changed or removed meanwhile: these words no longer stand there.");

    public override string AddressOf(Guid origin) => $"/api/workshops/v1/interviews/{origin}";

    public override Task<CodedOrigin?> FindAsync(Guid origin, CancellationToken ct) =>
        db.Interviews.Where(i => i.Id == origin).Select(i => new CodedOrigin(i.Id, i.ProjectId, i.Title)).SingleOrDefaultAsync(ct);

    /// <summary>What may be read for research, in the order in which it was said.</summary>
    public IQueryable<ReadTurn> Turns(Guid interviewId) =>
        from turn in db.Turns
        join speaker in db.Speakers.Where(MayBeUsed.For<Speaker>(db, Consent.Research)) on turn.SpeakerId equals speaker.Id
        where turn.InterviewId == interviewId
        orderby turn.Number
        select new ReadTurn(turn.Number, speaker.Id, speaker.Name, turn.Text, speaker.ParticipantId != null);

    /// <summary>Turns in which passages are coded: of participants who consent to research.</summary>
    public IQueryable<Turn> CodedTurns(Guid interviewId)
    {
        var speakers = db.Speakers.Where(s => s.ParticipantId != null).Where(MayBeUsed.For<Speaker>(db, Consent.Research));
        return db.Turns.Where(t => t.InterviewId == interviewId && speakers.Any(s => s.Id == t.SpeakerId));
    }

    /// <summary>Which text a turn is; null when nothing is coded in it.</summary>
    public async Task<TextPlace?> PlaceOfAsync(Guid interviewId, int number, CancellationToken ct) =>
        await CodedTurns(interviewId).AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, ct) is { } turn
            ? PlaceOf(interviewId, turn.SpeakerId, turn.Number) : null;

    public override async Task<CodePoints?> HeldAsync(TextPlace place, CancellationToken ct)
    {
        await HoldAsync(place.OriginId, ct);
        var number = TurnOf(place);
        return await CodedTurns(place.OriginId).Where(t => t.Number == number && t.SpeakerId == place.ContributionId)
            .Select(t => t.Text).SingleOrDefaultAsync(ct) is { } words ? new(words) : null;
    }

    /// <summary>Holds a transcript until the transaction ends.</summary>
    public Task HoldAsync(Guid interviewId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT FROM interviews WHERE id = {interviewId} FOR SHARE", ct);

    public override Expression<Func<Passage, PassageInText>> InText(CodedOrigin origin)
    {
        var turns = CodedTurns(origin.Id);
        // In the column the part is the turn's number already.
        return p => InText(
            p, turns.Where(t => t.SpeakerId == p.ContributionId && t.Number == (int)(object)p.Part).Select(t => t.Text).SingleOrDefault());
    }

    static PassageInText InText(Passage passage, string? words) => new(passage, words is null ? null : new(words));

    public override async IAsyncEnumerable<(TextPlace Place, string Text)> AllAsync(
        CodedOrigin origin, string? part, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var turn in await CodedTurns(origin.Id).AsNoTracking().OrderBy(t => t.Number).ToListAsync(ct))
            yield return (PlaceOf(origin.Id, turn.SpeakerId, turn.Number), turn.Text);
    }

    /// <summary>Tells how many of those who speak are left out because their words may not be used for research; 1 to 7 are few.</summary>
    public override async Task TellLeftOutAsync(Guid origin, HttpResponse answer, CancellationToken ct)
    {
        var speak = db.Speakers.Where(s => s.InterviewId == origin && db.Turns.Any(t => t.SpeakerId == s.Id));
        var leftOut = await speak.CountAsync(ct) - await speak.CountAsync(MayBeUsed.For<Speaker>(db, Consent.Research), ct);
        answer.Headers["QLab-Left-Out"] =
            $"speakers={(SmallNumbers.IsSmall(leftOut) ? "few" : leftOut.ToString(CultureInfo.InvariantCulture))}";
    }

    public override async Task<Refusal?> HoldSubjectAsync(Guid origin, Guid about, CancellationToken ct)
    {
        await HoldAsync(origin, ct);
        return about == origin && await db.Interviews.AnyAsync(i => i.Id == origin && i.TranscribedAt != null, ct)
            ? null : Refusal.NotFound("transcript");
    }

    public override object Told(Passage passage) =>
        new { passage.Id, InterviewId = passage.OriginId, passage.ThemeId, passage.Memo, passage.CodedAt };

    public override object Told(Memo memo) =>
        new { memo.Id, InterviewId = memo.OriginId, About = MemoView.AboutOf(memo), memo.AboutId, memo.Text, memo.ChangedAt };

    public override async IAsyncEnumerable<RefiSource> SourcesAsync(
        CodedOrigin origin, string? part, IReadOnlyList<Passage> passages, IReadOnlyList<Memo> memos, CodeBook book,
        [EnumeratorCancellation] CancellationToken ct)
    {
        yield return TranscriptSource.Of(origin, await Turns(origin.Id).ToListAsync(ct), passages, memos, book);
    }

    public override async Task<IReadOnlyList<RefiSource>> TakeAsync(
        TakeCodings import, CodedOrigin origin, IReadOnlyList<RefiSource> sources, CancellationToken ct)
    {
        await HoldAsync(origin.Id, ct);
        return TranscriptSource.Take(import, origin, sources, await Turns(origin.Id).ToListAsync(ct));
    }

    public static TextPlace PlaceOf(Guid interview, Guid speaker, int turn) =>
        new(interview, speaker, turn.ToString(CultureInfo.InvariantCulture));

    public static int TurnOf(TextPlace place) => int.Parse(place.Part, CultureInfo.InvariantCulture);
}
