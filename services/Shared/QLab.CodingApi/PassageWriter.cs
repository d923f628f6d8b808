using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

/// <summary>Some words of a text, and what they are coded to.</summary>
public interface ICodedWords
{
    int Start { get; }
    int End { get; }
    Guid ThemeId { get; }
    string? Memo { get; }
}

/// <summary>Codes words of texts, codes them otherwise and takes passages away.</summary>
public sealed class PassageWriter(ServiceDb db, CodedTexts texts, CodingJournal journal, TimeProvider time)
{
    /// <param name="origin">What the text is given in.</param>
    /// <param name="id">The client's own id for the passage; made when null.</param>
    /// <param name="place">Which text is meant; null when there is none.</param>
    public async Task<Results<Created<TView>, ValidationProblem, ProblemHttpResult>> CodeAsync<TView>(
        CodedOrigin origin, Guid? id, TextPlace? place, ICodedWords words, HttpContext http, CancellationToken ct)
        where TView : IPassageView<TView>
    {
        var coder = await db.CoderAsync(http.User, ct);
        var book = await db.CodeBookAsync(origin.ProjectId, ct);
        if (await ExistingAsync(id, place, words, coder, book, ct) is { } there)
            return Refusal.AlreadyExists("passage", there).ToProblem();
        if (place is null) return texts.NoText.ToProblem();
        if (book.Refused(words.ThemeId) is { } closed) return closed.ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await texts.HeldAsync(place.Value, ct) is not { } text) return texts.NoText.ToProblem();
        var faults = PassageRules.Faults(text, words.Start, words.End);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var now = time.GetUtcNow();
        var passage = Passage.At(place.Value, id ?? Guid.CreateVersion7(), origin.ProjectId, coder, now);
        db.Add(passage);
        var state = PassageRules.State(text, words.Start, words.End, words.ThemeId, words.Memo);
        journal.Take(StepKind.Coded, passage, state, coder, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(passage.RowVersion);
        return TypedResults.Created($"{texts.AddressOf(origin.Id)}/passages/{passage.Id}", TView.Of(passage, text, book));
    }

    public async Task<Results<Ok<TView>, ValidationProblem, ProblemHttpResult>> RecodeAsync<TView>(
        Guid origin, Guid id, ICodedWords words, IfMatch ifMatch, HttpContext http, CancellationToken ct)
        where TView : IPassageView<TView>
    {
        if (await FindAsync(origin, id, ct) is not { } passage) return Refusal.NotFound("passage").ToProblem();
        var book = await db.CodeBookAsync(passage.ProjectId, ct);
        // What is coded to a theme that was merged is shown under the one that stands for it, and keeps its own.
        var stays = book.Follow(passage.ThemeId) == words.ThemeId || passage.ThemeId == words.ThemeId;
        if (!stays && book.Refused(words.ThemeId) is { } closed) return closed.ToProblem();
        var coder = await db.CoderAsync(http.User, ct);

        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await texts.HeldAsync(passage.Place, ct) is not { } text) return texts.NoText.ToProblem();
        var faults = PassageRules.Faults(text, words.Start, words.End);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        ifMatch.Guard(db, passage);
        var state = PassageRules.State(text, words.Start, words.End, stays ? passage.ThemeId : words.ThemeId, words.Memo);
        journal.Take(StepKind.Recoded, passage, state, coder, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        http.SetETag(passage.RowVersion);
        return TypedResults.Ok(TView.Of(passage, text, book));
    }

    public async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid origin, Guid id, IfMatch ifMatch, HttpContext http, CancellationToken ct)
    {
        if (await FindAsync(origin, id, ct) is not { } passage) return Refusal.NotFound("passage").ToProblem();
        var coder = await db.CoderAsync(http.User, ct);
        ifMatch.Guard(db, passage);
        journal.Take(StepKind.Uncoded, passage, state: null, coder, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    Task<Passage?> FindAsync(Guid origin, Guid id, CancellationToken ct) =>
        db.Set<Passage>().SingleOrDefaultAsync(p => p.Id == id && p.OriginId == origin && !p.Removed, ct);

    Task<Guid?> ExistingAsync(Guid? id, TextPlace? place, ICodedWords words, Guid coder, CodeBook book, CancellationToken ct)
    {
        var (contribution, part, themes) = (place?.ContributionId, place?.Part, book.StandsFor(words.ThemeId));
        var (start, end) = (words.Start, words.End);
        return db.Set<Passage>().Where(p => p.Id == id
                || (!p.Removed && p.ContributionId == contribution && p.Part == part && p.CoderId == coder && themes.Contains(p.ThemeId)
                    && p.StartPosition == start && p.EndPosition == end))
            .OrderBy(p => p.Id).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
    }
}
