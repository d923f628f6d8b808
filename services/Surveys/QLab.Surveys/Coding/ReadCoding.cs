using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.CodingApi;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding;

/// <param name="Length">In Unicode code points.</param>
/// <param name="Passages">In the order of the text; those whose words no longer stand there are stale.</param>
/// <param name="Memos">About the response.</param>
sealed record TextCoding(
    Guid ResponseId, string Question, string? Text, int Length, IReadOnlyList<PassageView> Passages, IReadOnlyList<MemoView> Memos);

/// <summary>What a page needs that shows one text with what is coded in it.</summary>
static class ReadCoding
{
    public static async Task<Results<Ok<TextCoding>, ProblemHttpResult>> Handle(
        Guid id, Guid responseId, string question, SurveysDb db, SurveyTexts texts, PassageReader passages, MemoReader memos,
        CancellationToken ct)
    {
        if (await texts.SurveyAsync(id, ct) is not { } survey || survey.Asked(question).Count == 0)
            return Refusal.NotFound("text").ToProblem();
        var response = await texts.Responses(id).AsNoTracking().SingleOrDefaultAsync(r => r.Id == responseId, ct);
        if (response is null) return Refusal.NotFound("text").ToProblem();

        var text = survey.TextOf(question, response.Answers);
        var book = await db.CodeBookAsync(survey.ProjectId, ct);
        return TypedResults.Ok(new TextCoding(
            responseId, question, text?.Text, text?.Length ?? 0,
            await passages.InAsync<PassageView>(new(id, responseId, question), text, book, ct),
            await memos.AboutAsync<MemoView>(id, responseId, ct)));
    }
}
