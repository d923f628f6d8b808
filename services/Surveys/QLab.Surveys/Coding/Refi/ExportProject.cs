using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Coding.Refi;

/// <summary>
/// The texts of a survey with everything coded in them, for another program. Coders go out under the ids that stand for them.
/// </summary>
static class ExportProject
{
    const int MostTexts = 20_000;
    public const string MediaType = "application/zip";

    public static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [Description("One question; every text when absent."), StringLength(64)] string? question, SurveysDb db,
        Tallies tallies, HttpResponse answer, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (!survey.Codes(question)) return CodingErrors.NoSuchTexts(survey);
        await tallies.TellLeftOutAsync(id, answer, ct);
        await using var snapshot = await db.RequireTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        return await ReadAsync(db, survey, question, ct) is { } project
            ? TypedResults.File(RefiWriter.Project(project), MediaType, $"{id}.qdpx")
            : CodingErrors.TooManyTexts(MostTexts).ToProblem();
    }

    static async Task<RefiProject?> ReadAsync(SurveysDb db, CodedSurvey survey, string? question, CancellationToken ct)
    {
        var passages = await db.Set<Passage>().AsNoTracking().Where(p => p.SurveyId == survey.Id && !p.Removed && (question == null || p.Question == question))
            .OrderBy(p => p.StartPosition).ThenBy(p => p.EndPosition).ThenBy(p => p.Id).ToListAsync(ct);
        var memos =
            await db.Set<Memo>().AsNoTracking().Where(m => m.SurveyId == survey.Id && !m.Removed).OrderBy(m => m.Id).ToListAsync(ct);
        var book = await db.CodeBookAsync(survey.ProjectId, ct);

        var (coded, about, asked) = (passages.ToLookup(p => (p.ResponseId, p.Question)), memos.ToLookup(m => m.AboutId), survey.Questions.Where(q => question is null || q.Id == question).ToList());
        var (sources, told) = (new List<RefiSource>(), new HashSet<Guid>());
        await foreach (var response in db.CodedResponses(survey.Id)
            .AsNoTracking()
            .OrderBy(r => r.Id)
            .AsAsyncEnumerable()
            .WithCancellation(ct))
        {
            foreach (var each in asked)
            {
                if (Texts.Of(each, response.Answers.RootElement) is not { } text) continue;
                if (sources.Count == MostTexts) return null;
                // A memo about a response stands at the first of its texts.
                Guid[] notes = told.Add(response.Id) ? [.. about[response.Id].Select(m => m.Id)] : [];
                sources.Add(SourceOf(response.Id, each.Id, text, coded[(response.Id, each.Id)], notes, book));
            }
        }
        return new(
            survey.Title, RefiMapping.Users(passages, memos), RefiMapping.Codes(book, memos), sources, RefiMapping.Notes(passages, memos));
    }

    /// <remarks>What an amended text no longer says is not exported: its place would be wrong.</remarks>
    static RefiSource SourceOf(
        Guid responseId, string question, string text, IEnumerable<Passage> passages, IReadOnlyList<Guid> notes, CodeBook book)
    {
        var points = new CodePoints(text);
        return new(
            RefiGuid.OfText(responseId, question), $"{responseId} {question}", text,
            [.. passages.Where(p => p.QuoteOf(points) is not null).Select(p => RefiMapping.Selection(p, book))], [], notes);
    }
}
