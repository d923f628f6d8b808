using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding;

/// <param name="Memo">Null takes it away. It cannot be left out: a client that knows of no memos takes none away.</param>
public sealed record RecodePassageRequest(
    [property: Range(0, 1_000_000)] int Start,
    [property: Range(1, 1_000_000)] int End,
    Guid ThemeId,
    [property: StringLength(4000), Sayable] string? Memo);

static class RecodePassage
{
    public static async Task<Results<Ok<CodedPassage>, ValidationProblem, ProblemHttpResult>> Put(
        Guid id, Guid passageId, RecodePassageRequest request, IfMatch ifMatch, SurveysDb db, HttpContext http, IEvents events,
        TimeProvider time, CancellationToken ct)
    {
        var passage = await db.Set<Passage>().SingleOrDefaultAsync(p => p.Id == passageId && p.SurveyId == id && !p.Removed, ct);
        if (passage is null) return Refusal.NotFound("passage").ToProblem();
        var book = await db.CodeBookAsync(passage.ProjectId, ct);
        // What is coded to a theme that was merged is shown under the one that stands for it, and keeps its own.
        var stays = book.Follow(passage.ThemeId) == request.ThemeId || passage.ThemeId == request.ThemeId;
        if (!stays && book.Refused(request.ThemeId) is { } closed) return closed.ToProblem();
        var survey = (await db.CodedSurveyAsync(id, ct))!;
        var coder = await db.CoderAsync(http.User, ct);

        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await db.HeldTextAsync(survey, passage.ResponseId, passage.Question, ct) is not { } text)
            return CodingErrors.NoText.ToProblem();
        var faults = PassageRules.Faults(text, request.Start, request.End);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        ifMatch.Guard(db, passage);
        Change(db, events, passage, PassageRules.State(text, request.Start, request.End, stays ? passage.ThemeId : request.ThemeId, request.Memo), StepKind.Recoded, coder, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(passage.RowVersion);
        return TypedResults.Ok(new CodedPassage(
            passage.Id, passage.ResponseId, passage.Question, passage.StartPosition, passage.EndPosition, book.Follow(passage.ThemeId),
            passage.CoderId, passage.Version));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id, Guid passageId, IfMatch ifMatch, SurveysDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var passage = await db.Set<Passage>().SingleOrDefaultAsync(p => p.Id == passageId && p.SurveyId == id && !p.Removed, ct);
        if (passage is null) return Refusal.NotFound("passage").ToProblem();
        var coder = await db.CoderAsync(http.User, ct);
        ifMatch.Guard(db, passage);
        Change(db, events, passage, state: null, StepKind.Uncoded, coder, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    /// <summary>What others hear of is the range and the theme: a memo is for those who code.</summary>
    public static void Change(
        SurveysDb db, IEvents events, CodedRange passage, CodedState? state, StepKind kind, Guid coder, DateTimeOffset now,
        long? target = null)
    {
        var version = passage.Version;
        db.Add(CodingStep.Take(kind, passage, state, coder, now, target: target));
        if (passage.Version != version) events.Tell(passage, now);
    }
}
