using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding;

/// <param name="Question">The id of the question whose answer holds the words.</param>
/// <param name="Start">The first character, from 0, counted in Unicode code points.</param>
/// <param name="End">The character after the last.</param>
/// <param name="ThemeId">A theme of the project's code book.</param>
[Example("""{ "question": "story", "start": 0, "end": 9, "themeId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35" }""")]
public sealed record CodePassageRequest(
    [property: Required, StringLength(64)] string Question,
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
public sealed record RecodePassageRequest(
    [property: Range(0, 1_000_000)] int Start,
    [property: Range(1, 1_000_000)] int End,
    Guid ThemeId,
    [property: StringLength(4000), Sayable] string? Memo) : ICodedWords;

/// <remarks>It repeats no word, because first answers are remembered for a day.</remarks>
sealed record CodedPassage(Guid Id, Guid ResponseId, string Question, int Start, int End, Guid ThemeId, Guid CoderId, int Version)
    : IPassageView<CodedPassage>
{
    public static CodedPassage Of(Passage p, CodePoints? text, CodeBook book) => new(
        p.Id, p.ContributionId, p.Part, p.StartPosition, p.EndPosition, book.Follow(p.ThemeId), p.CoderId, p.Version);
}

static class CodePassage
{
    public static async Task<Results<Created<CodedPassage>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Guid responseId, CodePassageRequest request, SurveyTexts texts, PassageWriter passages, HttpContext http,
        CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (!await texts.Responses(id).AnyAsync(r => r.Id == responseId, ct)) return Refusal.NotFound("response").ToProblem();
        return await passages.CodeAsync<CodedPassage>(survey, request.Id, new(id, responseId, request.Question), request, http, ct);
    }
}

static class RecodePassage
{
    public static Task<Results<Ok<CodedPassage>, ValidationProblem, ProblemHttpResult>> Put(
        Guid id, Guid passageId, RecodePassageRequest request, IfMatch ifMatch, PassageWriter passages, HttpContext http,
        CancellationToken ct) => passages.RecodeAsync<CodedPassage>(id, passageId, request, ifMatch, http, ct);
}
