using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
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
    Guid ThemeId)
{
    [StringLength(4000), Sayable]
    public string? Memo { get; init; }

    /// <summary>Your own id for the passage, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

/// <remarks>It repeats no word, because first answers are remembered for a day.</remarks>
sealed record CodedPassage(Guid Id, Guid ResponseId, string Question, int Start, int End, Guid ThemeId, Guid CoderId, int Version);

static class CodePassage
{
    public static async Task<Results<Created<CodedPassage>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Guid responseId, CodePassageRequest request, SurveysDb db, HttpContext http, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (!await db.CodedResponses(id).AnyAsync(r => r.Id == responseId, ct)) return Refusal.NotFound("response").ToProblem();
        var coder = await db.CoderAsync(http.User, ct);
        var book = await db.CodeBookAsync(survey.ProjectId, ct);
        if (await ExistingAsync(db, responseId, coder, request, book, ct) is { } there)
            return Refusal.AlreadyExists("passage", there).ToProblem();
        if (book.Refused(request.ThemeId) is { } closed) return closed.ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await db.HeldTextAsync(survey, responseId, request.Question, ct) is not { } text) return CodingErrors.NoText.ToProblem();
        var faults = PassageRules.Faults(text, request.Start, request.End);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var now = time.GetUtcNow();
        var passage = new Passage
        {
            Id = request.Id ?? Guid.CreateVersion7(), SurveyId = id, ProjectId = survey.ProjectId, ResponseId = responseId,
            Question = request.Question, CoderId = coder, CodedAt = now,
        };
        db.Add(passage);
        var state = PassageRules.State(text, request.Start, request.End, request.ThemeId, request.Memo);
        RecodePassage.Change(db, events, passage, state, StepKind.Coded, coder, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(passage.RowVersion);
        return TypedResults.Created($"/api/surveys/v1/surveys/{id}/passages/{passage.Id}", new CodedPassage(
            passage.Id, responseId, passage.Question, passage.StartPosition, passage.EndPosition, passage.ThemeId, coder, passage.Version));
    }

    static Task<Guid?> ExistingAsync(
        SurveysDb db, Guid responseId, Guid coder, CodePassageRequest request, CodeBook book, CancellationToken ct)
    {
        var themes = book.StandsFor(request.ThemeId);
        return db.Set<Passage>().Where(p => p.Id == request.Id || (!p.Removed && p.ResponseId == responseId && p.Question == request.Question && p.CoderId == coder
                && themes.Contains(p.ThemeId) && p.StartPosition == request.Start && p.EndPosition == request.End))
            .OrderBy(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
    }
}
