using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
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
        Guid id, Guid responseId, string question, SurveysDb db, CancellationToken ct)
    {
        var survey = await db.CodedSurveyAsync(id, ct);
        if (survey?.Questions.FirstOrDefault(q => q.Id == question) is not { } asked) return Refusal.NotFound("text").ToProblem();
        var response = await db.CodedResponses(id).AsNoTracking().SingleOrDefaultAsync(r => r.Id == responseId, ct);
        if (response is null) return Refusal.NotFound("text").ToProblem();

        var text = Texts.Of(asked, response.Answers.RootElement) is { } words ? new CodePoints(words) : null;
        var passages = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.ResponseId == responseId && p.Question == question && !p.Removed)
            .OrderBy(p => p.StartPosition).ThenBy(p => p.EndPosition).ThenBy(p => p.Id).ToListAsync(ct);
        var memos = await db.Set<Memo>().AsNoTracking().Where(m => m.AboutId == responseId && m.SurveyId == id && !m.Removed)
            .OrderBy(m => m.Id).Select(MemoView.From).ToListAsync(ct);
        var book = await db.CodeBookAsync(survey.ProjectId, ct);
        return TypedResults.Ok(new TextCoding(responseId, question, text?.Text, text?.Length ?? 0, [.. passages.Select(p => PassageView.Of(p, text, book))], memos));
    }
}
