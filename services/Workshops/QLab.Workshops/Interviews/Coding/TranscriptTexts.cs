using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

/// <summary>An interview as coders see it.</summary>
sealed record CodedInterview(Guid Id, Guid ProjectId, string Title);

/// <summary>A turn that may be read for research.</summary>
/// <param name="IsCoded">Whether passages of it are coded: what is said on behalf of the Lab is nobody's contribution.</param>
sealed record ReadTurn(int Number, Guid SpeakerId, string Speaker, string Text, bool IsCoded);

static class TranscriptTexts
{
    public static Task<CodedInterview?> CodedInterviewAsync(this WorkshopsDb db, Guid id, CancellationToken ct) =>
        db.Interviews.Where(i => i.Id == id).Select(i => new CodedInterview(i.Id, i.ProjectId, i.Title)).SingleOrDefaultAsync(ct);

    /// <summary>What may be read for research, in the order in which it was said.</summary>
    public static Task<List<ReadTurn>> ReadTurnsAsync(this WorkshopsDb db, Guid interviewId, CancellationToken ct) => (
        from turn in db.Turns
        join speaker in db.Speakers.Where(MayBeUsed.For<Speaker>(db, Consent.Research)) on turn.SpeakerId equals speaker.Id
        where turn.InterviewId == interviewId
        orderby turn.Number
        select new ReadTurn(turn.Number, speaker.Id, speaker.Name, turn.Text, speaker.ParticipantId != null)).ToListAsync(ct);

    /// <summary>Turns in which passages are coded: of participants who consent to research.</summary>
    public static IQueryable<Turn> CodedTurns(this WorkshopsDb db, Guid interviewId)
    {
        var speakers = db.Speakers.Where(s => s.ParticipantId != null).Where(MayBeUsed.For<Speaker>(db, Consent.Research));
        return db.Turns.Where(t => t.InterviewId == interviewId && speakers.Any(s => s.Id == t.SpeakerId));
    }

    /// <summary>
    /// A turn in which passages are coded, which stays as it is until the transaction ends: who writes the transcript anew, removes it or
    /// erases somebody waits for whoever is coding, and they for it. Coders do not wait for each other.
    /// </summary>
    public static async Task<Turn?> HeldTurnAsync(this WorkshopsDb db, Guid interviewId, int number, CancellationToken ct)
    {
        await db.HoldTranscriptAsync(interviewId, ct);
        return await db.CodedTurns(interviewId).AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, ct);
    }

    public static Task HoldTranscriptAsync(this WorkshopsDb db, Guid interviewId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT FROM interviews WHERE id = {interviewId} FOR SHARE", ct);

    public static async Task<CodeBook> CodeBookAsync(this WorkshopsDb db, Guid project, CancellationToken ct) =>
        new(await db.Set<Theme>().AsNoTracking().Where(t => t.ProjectId == project).ToListAsync(ct));

    public static Refusal? Refused(this CodeBook book, Guid theme) =>
        book.Closed(theme) is { } closed ? Refusal.Conflict(closed.Name, closed.Detail) with { ExistingId = closed.Into }
        : book.Knows(theme) ? null
        : Refusal.NotKnownHere("theme");

    /// <summary>Tells how many of those who speak are left out because their words may not be used for research; 1 to 7 are few.</summary>
    public static async Task TellLeftOutAsync(this WorkshopsDb db, Guid interviewId, HttpResponse response, CancellationToken ct)
    {
        var speak = db.Speakers.Where(s => s.InterviewId == interviewId && db.Turns.Any(t => t.SpeakerId == s.Id));
        var leftOut = await speak.CountAsync(ct) - await speak.CountAsync(MayBeUsed.For<Speaker>(db, Consent.Research), ct);
        response.Headers["QLab-Left-Out"] =
            $"speakers={(SmallNumbers.IsSmall(leftOut) ? "few" : leftOut.ToString(CultureInfo.InvariantCulture))}";
    }
}
