using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

/// <summary>
/// Takes a coder's own last step back, or does it again: never somebody else's, and never over what somebody else has done since.
/// </summary>
static class UndoStep
{
    const int Furthest = 1000;

    public static Task<Results<Ok<SteppedBack>, ProblemHttpResult>> Undo(
        Guid id, ServiceDb db, CodedTexts texts, CodingJournal journal, HttpContext http, TimeProvider time, CancellationToken ct) =>
        StepAsync(id, StepKind.Undone, db, texts, journal, http, time, ct);

    public static Task<Results<Ok<SteppedBack>, ProblemHttpResult>> Redo(
        Guid id, ServiceDb db, CodedTexts texts, CodingJournal journal, HttpContext http, TimeProvider time, CancellationToken ct) =>
        StepAsync(id, StepKind.Redone, db, texts, journal, http, time, ct);

    static async Task<Results<Ok<SteppedBack>, ProblemHttpResult>> StepAsync(
        Guid id, StepKind kind, ServiceDb db, CodedTexts texts, CodingJournal journal, HttpContext http, TimeProvider time,
        CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        var (coder, undo) = (await db.FindCoderAsync(http.User, ct), kind == StepKind.Undone);
        var steps = await db.Set<CodingStep>().Where(s => s.OriginId == id && s.CoderId == coder).OrderByDescending(s => s.Number)
            .Take(Furthest).Select(s => new CodingHistory.Entry(s.Number, s.Kind, s.Target)).ToListAsync(ct);
        steps.Reverse();
        if ((undo ? CodingHistory.ToUndo(steps) : CodingHistory.ToRedo(steps)) is not { } number)
            return (undo ? CodingErrors.NothingToUndo(texts.Noun) : CodingErrors.NothingToRedo(texts.Noun)).ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        var step = await db.Set<CodingStep>().AsNoTracking().SingleAsync(s => s.Number == number, ct);
        ICoded? thing = step.IsMemo
            ? await db.Set<Memo>().SingleOrDefaultAsync(m => m.Id == step.ThingId, ct)
            : await db.Set<Passage>().SingleOrDefaultAsync(p => p.Id == step.ThingId, ct);
        var (from, to) = undo ? (step.After, step.Before) : (step.Before, step.After);
        if (thing is null || thing.State != from) return (await SinceAsync(db, step, coder!.Value, ct)).ToProblem();
        if (thing is Passage passage && to is not null && !Stands(await texts.HeldAsync(passage.Place, ct), to))
            return texts.WordsGone.ToProblem();

        if (to?.ThemeId is { } theme && theme != from?.ThemeId)
        {
            var book = await db.CodeBookAsync(origin.ProjectId, ct);
            if (book.Refused(book.Follow(theme)) is { } closed) return closed.ToProblem();
        }

        journal.Take(kind, thing, to, coder!.Value, time.GetUtcNow(), target: number);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.LostRace.ToProblem();
        }
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(SteppedBack.Of(step, thing));
    }

    static bool Stands(CodePoints? text, CodedState state) =>
        PassageRules.Quote(text, state.Start!.Value, state.End!.Value, state.QuoteHash!) is not null;

    static async Task<Refusal> SinceAsync(ServiceDb db, CodingStep step, Guid coder, CancellationToken ct)
    {
        var since = await db.Set<CodingStep>().AsNoTracking().Where(s => s.ThingId == step.ThingId && s.Number > step.Number)
            .OrderByDescending(s => s.CoderId != coder).ThenByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        return CodingErrors.ChangedSince(since?.InWords(coder) ?? "what it was about is gone.");
    }
}
