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

        var (coded, about, asked) = (passages.ToLookup(p => (p.ResponseId, p.Question)), memos.ToLookup(m => book.Follow(m.AboutId)), survey.Questions.Where(q => question is null || q.Id == question).ToList());
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
        return new(survey.Title, Users(passages, memos), [.. book.Themes.Select(t => CodebookFiles.CodeOf(t, [.. about[t.Id].Select(m => m.Id)]))], sources, Notes(passages, memos));
    }

    /// <remarks>What an amended text no longer says is not exported: its place would be wrong.</remarks>
    static RefiSource SourceOf(
        Guid responseId, string question, string text, IEnumerable<Passage> passages, IReadOnlyList<Guid> notes, CodeBook book)
    {
        var points = new CodePoints(text);
        return new(
            RefiGuid.OfText(responseId, question), $"{responseId} {question}", text,
            [.. passages.Where(p => PassageRules.Quote(points, p.StartPosition, p.EndPosition, p.QuoteHash) is not null).Select(p => new RefiSelection(
                RefiGuid.Of("selection", p.Id), p.StartPosition, p.EndPosition,
                [new(p.Id, book.Follow(p.ThemeId), p.CoderId, p.CodedAt, p.Memo is null ? [] : [NoteOf(p)])], []))],
            [], notes);
    }

    static IReadOnlyList<RefiUser> Users(IEnumerable<Passage> passages, IEnumerable<Memo> memos) =>
        [.. passages.Select(p => p.CoderId)
            .Concat(memos.Select(m => m.CoderId))
            .Distinct()
            .Order()
            .Select((id, i) => new RefiUser(id, $"Coder {i + 1}"))];

    static IReadOnlyList<RefiNote> Notes(IEnumerable<Passage> passages, IEnumerable<Memo> memos) =>
    [
        .. passages.Where(p => p.Memo is not null).Select(p => new RefiNote(NoteOf(p), p.Memo, p.CoderId, p.CodedAt)),
        .. memos.Select(m => new RefiNote(m.Id, m.Text, m.CoderId, m.ChangedAt)),
    ];

    static Guid NoteOf(Passage passage) => RefiGuid.Of("memo", passage.Id);
}
