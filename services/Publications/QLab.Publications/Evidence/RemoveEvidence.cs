using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Evidence;

/// <summary>Evidence that was coded here counts no more; a passage that was coded where its words are is uncoded there.</summary>
static class RemoveEvidence
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Guid evidenceId, ReasonRequest request, PublicationsDb db, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        // Also what is left out for want of a consent can have been coded wrongly.
        var evidence = await db.Evidence.Where(e => e.Id == evidenceId && e.RemovedAt == null
            && db.ThemeParts.Any(p => p.ThemeId == id && p.PartId == e.ThemeId)).Select(e => new { e.Question }).SingleOrDefaultAsync(ct);
        if (evidence is null) return Refusal.NotFound("piece of evidence").ToProblem();
        if (evidence.Question is not null) return EvidenceErrors.CodedElsewhere.ToProblem();

        var now = time.GetUtcNow();
        var removed = await db.Evidence.Where(e => e.Id == evidenceId && e.RemovedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.RemovedAt, now), ct);
        if (removed == 0) return Refusal.LostRace.ToProblem();
        db.Add(ChangeEntry.Of(PieceOfEvidence.Noun, evidenceId, version: null, "removed", request.Reason, http.User, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
