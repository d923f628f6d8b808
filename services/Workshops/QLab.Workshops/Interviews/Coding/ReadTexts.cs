using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

/// <param name="Turn">The number of the turn.</param>
/// <param name="Speaker">The name of who says it, which is not theirs.</param>
/// <param name="Length">In Unicode code points.</param>
/// <param name="Passages">How many passages are coded in it, by whomever.</param>
sealed record TextItem(int Turn, Guid SpeakerId, string Speaker, string Text, int Length, int Passages);

/// <param name="Length">In Unicode code points.</param>
/// <param name="Passages">In the order of the text; those whose words no longer stand there are stale.</param>
/// <param name="Memos">About the interview.</param>
sealed record TextCoding(
    int Turn, Guid SpeakerId, string Text, int Length, IReadOnlyList<PassageView> Passages, IReadOnlyList<MemoView> Memos);

/// <summary>Which turns are wanted; whatever is absent does not narrow.</summary>
public sealed record TextFilter(
    Guid? SpeakerId,
    [property: Description("True: turns in which no passage is coded yet; false: those in which one is.")] bool? Uncoded,
    [property: Description("Counts the passages of this coder alone.")] Guid? CoderId);

static class ReadTexts
{
    /// <remarks>A transcript is read whole, as it is written.</remarks>
    public static async Task<Results<Ok<List<TextItem>>, ProblemHttpResult>> List(
        Guid id, [AsParameters] TextFilter filter, WorkshopsDb db, InterviewTexts texts, HttpResponse answer,
        CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is null) return Refusal.NotFound("interview").ToProblem();
        if (filter.CoderId is { } who && await db.CoderFaultAsync([who], ct) is { } unknown) return unknown.ToProblem();
        await texts.TellLeftOutAsync(id, answer, ct);
        var coded = (await db.Set<Passage>().AsNoTracking()
                .Where(p => p.OriginId == id && !p.Removed && (filter.CoderId == null || p.CoderId == filter.CoderId)).ToListAsync(ct))
            .CountBy(p => p.Place).ToDictionary();
        var items = from turn in await texts.Turns(id).ToListAsync(ct)
                    where turn.IsCoded && (filter.SpeakerId is null || turn.SpeakerId == filter.SpeakerId)
                    let passages = coded.GetValueOrDefault(InterviewTexts.PlaceOf(id, turn.SpeakerId, turn.Number))
                    where filter.Uncoded is null || passages == 0 == filter.Uncoded
                    select new TextItem(turn.Number, turn.SpeakerId, turn.Speaker, turn.Text, new CodePoints(turn.Text).Length, passages);
        return TypedResults.Ok(items.ToList());
    }

    /// <summary>What a page needs that shows one turn with what is coded in it.</summary>
    /// <param name="id">The interview.</param>
    /// <param name="turn">The number of the turn; what is none is no text.</param>
    public static async Task<Results<Ok<TextCoding>, ProblemHttpResult>> Get(
        Guid id, string turn, WorkshopsDb db, InterviewTexts texts, PassageReader passages, MemoReader memos,
        CancellationToken ct)
    {
        var number = int.TryParse(turn, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        if (await texts.FindAsync(id, ct) is not { } interview) return Refusal.NotFound("text").ToProblem();
        var said = await texts.CodedTurns(id).AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, ct);
        if (said is null) return Refusal.NotFound("text").ToProblem();
        var text = new CodePoints(said.Text);
        var book = await db.CodeBookAsync(interview.ProjectId, ct);
        return TypedResults.Ok(new TextCoding(
            number, said.SpeakerId, said.Text, text.Length,
            await passages.InAsync<PassageView>(InterviewTexts.PlaceOf(id, said.SpeakerId, number), text, book, ct),
            await memos.AboutAsync<MemoView>(id, id, ct)));
    }
}
