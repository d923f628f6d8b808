using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi.Refi;

/// <summary>The texts with everything coded in them, for another program. Coders go out under the ids that stand for them.</summary>
public sealed class ProjectWriter(ServiceDb db, CodedTexts texts)
{
    public const int MostTexts = 20_000;
    public const string MediaType = "application/zip";

    /// <param name="part">One part of each contribution; every text when null.</param>
    public async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> WriteAsync(
        Guid id, string? part, HttpResponse answer, CancellationToken ct)
    {
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        if (texts.FaultsOf(origin, part) is { } faults) return TypedResults.ValidationProblem(faults);
        await texts.TellLeftOutAsync(id, answer, ct);
        await using var snapshot = await db.RequireTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var passages = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.OriginId == id && !p.Removed && (part == null || p.Part == part))
            .OrderBy(p => p.StartPosition).ThenBy(p => p.EndPosition).ThenBy(p => p.Id).ToListAsync(ct);
        var memos = await db.Set<Memo>().AsNoTracking().Where(m => m.OriginId == id && !m.Removed).OrderBy(m => m.Id).ToListAsync(ct);
        var book = await db.CodeBookAsync(origin.ProjectId, ct);
        var sources = await texts.SourcesAsync(origin, part, passages, memos, book, ct).Take(MostTexts + 1).ToListAsync(ct);
        if (sources.Count > MostTexts) return texts.TooManyTexts.ToProblem();
        var project = new RefiProject(
            origin.Title, RefiMapping.Users(passages, memos), RefiMapping.Codes(book, memos), sources, RefiMapping.Notes(passages, memos));
        return TypedResults.File(RefiWriter.Project(project), MediaType, $"{id}.qdpx");
    }
}
