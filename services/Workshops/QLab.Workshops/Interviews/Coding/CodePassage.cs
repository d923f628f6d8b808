using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
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
    Guid ThemeId)
{
    [StringLength(4000), Sayable]
    public string? Memo { get; init; }

    /// <summary>Your own id for the passage, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

/// <remarks>It repeats no word, because first answers are remembered for a day.</remarks>
sealed record CodedPassage(Guid Id, Guid SpeakerId, int Turn, int Start, int End, Guid ThemeId, Guid CoderId, int Version)
{
    public static CodedPassage Of(Passage p, CodeBook book) => new(
        p.Id, p.SpeakerId, p.Turn, p.StartPosition, p.EndPosition, book.Follow(p.ThemeId), p.CoderId, p.Version);
}

static class CodePassage
{
    public static async Task<Results<Created<CodedPassage>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, CodePassageRequest request, WorkshopsDb db, HttpContext http, IEvents events, TimeProvider time, CancellationToken ct)
    {
        if (await db.CodedInterviewAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        var coder = await db.CoderAsync(http.User, ct);
        var book = await db.CodeBookAsync(interview.ProjectId, ct);

        await using var transaction = await db.RequireTransactionAsync(ct);
        var turn = await db.HeldTurnAsync(id, request.Turn, ct);
        if (await ExistingAsync(db, turn, coder, request, book, ct) is { } there)
            return Refusal.AlreadyExists("passage", there).ToProblem();
        if (turn is null) return CodingErrors.NoText.ToProblem();
        if (book.Refused(request.ThemeId) is { } closed) return closed.ToProblem();
        var text = new CodePoints(turn.Text);
        var faults = PassageRules.Faults(text, request.Start, request.End);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var now = time.GetUtcNow();
        var passage = new Passage
        {
            Id = request.Id ?? Guid.CreateVersion7(), InterviewId = id, ProjectId = interview.ProjectId, SpeakerId = turn.SpeakerId,
            Turn = turn.Number, CoderId = coder, CodedAt = now,
        };
        db.Add(passage);
        var state = PassageRules.State(text, request.Start, request.End, request.ThemeId, request.Memo);
        RecodePassage.Change(db, events, passage, state, StepKind.Coded, coder, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(passage.RowVersion);
        return TypedResults.Created($"/api/workshops/v1/interviews/{id}/passages/{passage.Id}", CodedPassage.Of(passage, book));
    }

    static Task<Guid?> ExistingAsync(
        WorkshopsDb db, Turn? turn, Guid coder, CodePassageRequest request, CodeBook book, CancellationToken ct)
    {
        var (themes, speaker) = (book.StandsFor(request.ThemeId), turn?.SpeakerId);
        return db.Set<Passage>().Where(p => p.Id == request.Id
                || (!p.Removed && p.SpeakerId == speaker && p.Turn == request.Turn && p.CoderId == coder && themes.Contains(p.ThemeId)
                    && p.StartPosition == request.Start && p.EndPosition == request.End))
            .OrderBy(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
    }
}
