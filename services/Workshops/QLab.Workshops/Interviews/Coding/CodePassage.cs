using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

/// <param name="Turn">The number of the turn that holds the words, as the transcript has it.</param>
/// <param name="Start">The first character of the turn, from 0, counted in Unicode code points.</param>
/// <param name="End">The character after the last.</param>
/// <param name="ThemeId">A theme of the project's code book.</param>
[Example("""{ "turn": 2, "start": 0, "end": 9, "themeId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35" }""")]
public sealed record CodePassageRequest(
    [property: Range(1, 500_000)] int Turn,
    [property: Range(0, 1_000_000)] int Start,
    [property: Range(1, 1_000_000)] int End,
    Guid ThemeId) : ICodedWords
{
    [StringLength(4000), Sayable]
    public string? Memo { get; init; }

    /// <summary>Your own id for the passage, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

/// <param name="Memo">Null takes it away. It cannot be left out: a client that knows of no memos takes none away.</param>
[EveryMemberRequired]
[Example("""{ "start": 0, "end": 12, "themeId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "memo": null }""")]
public sealed record RecodePassageRequest(
    [property: Range(0, 1_000_000)] int Start,
    [property: Range(1, 1_000_000)] int End,
    Guid ThemeId,
    [property: StringLength(4000), Sayable] string? Memo) : ICodedWords;

/// <remarks>It repeats no word, because first answers are remembered for a day.</remarks>
sealed record CodedPassage(Guid Id, Guid SpeakerId, int Turn, int Start, int End, Guid ThemeId, Guid CoderId, int Version)
    : IPassageView<CodedPassage>
{
    public static CodedPassage Of(Passage p, CodePoints? text, CodeBook book) => new(
        p.Id, p.ContributionId, InterviewTexts.TurnOf(p.Place), p.StartPosition, p.EndPosition, book.Follow(p.ThemeId), p.CoderId,
        p.Version);
}

static class CodePassage
{
    public static async Task<Results<Created<CodedPassage>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, CodePassageRequest request, InterviewTexts texts, PassageWriter passages, HttpContext http, CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        var place = await texts.PlaceOfAsync(id, request.Turn, ct);
        return await passages.CodeAsync<CodedPassage>(interview, request.Id, place, request, http, ct);
    }
}

static class RecodePassage
{
    public static Task<Results<Ok<CodedPassage>, ValidationProblem, ProblemHttpResult>> Put(
        Guid id, Guid passageId, RecodePassageRequest request, IfMatch ifMatch, PassageWriter passages, HttpContext http,
        CancellationToken ct) => passages.RecodeAsync<CodedPassage>(id, passageId, request, ifMatch, http, ct);
}
