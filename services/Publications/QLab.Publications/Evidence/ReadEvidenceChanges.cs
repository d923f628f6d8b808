using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Evidence;

static class ReadEvidenceChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(
        Guid id, Guid evidenceId, PublicationsDb db, CancellationToken ct) =>
        await db.Evidence.AnyAsync(e => e.Id == evidenceId && db.ThemeParts.Any(p => p.ThemeId == id && p.PartId == e.ThemeId), ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(PieceOfEvidence.Noun, evidenceId, ct))
            : Refusal.NotFound("piece of evidence").ToProblem();
}
