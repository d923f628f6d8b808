using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Themes;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Evidence;

/// <param name="ThemeId">An open theme of the same project.</param>
[Example("""{ "themeId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35" }""")]
public sealed record RecodeEvidenceRequest(Guid ThemeId);

/// <summary>Evidence that was coded here goes to another theme; a passage that was coded where its words are is recoded there.</summary>
static class RecodeEvidence
{
    public static async Task<Results<Ok<EvidenceView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Guid evidenceId, RecodeEvidenceRequest request, PublicationsDb db, TimeProvider time, CancellationToken ct)
    {
        var evidence = await db.EvidenceOf(id).AsTracking().SingleOrDefaultAsync(e => e.Id == evidenceId, ct);
        if (evidence is null) return Refusal.NotFound("piece of evidence").ToProblem();
        if (evidence.Question is not null) return EvidenceErrors.CodedElsewhere.ToProblem();
        var theme = await db.Themes.AsNoTracking().SingleOrDefaultAsync(
            t => t.Id == request.ThemeId && db.Themes.Any(from => from.Id == id && from.ProjectId == t.ProjectId), ct);
        if (theme is null) return TypedResults.ValidationProblem(
            new Dictionary<string, string[]> { ["/themeId"] = ["There is no such theme in this project."] });
        if (ThemeErrors.Closed(theme) is { } closed) return closed.ToProblem();
        var existing = await db.Evidence.Where(e => e.RemovedAt == null && e.ThemeId == theme.Id && e.Id != evidenceId && e.Question == null && e.ContributionId != null
                && e.ContributionId == evidence.ContributionId && e.PassageStart == evidence.PassageStart && e.PassageEnd == evidence.PassageEnd)
            .Select(e => (Guid?)e.Id).FirstOrDefaultAsync(ct);
        if (existing is { } there) return Refusal.AlreadyExists("piece of evidence", there).ToProblem();

        if (evidence.ThemeId != theme.Id) evidence.Recode(theme.Id, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await db.Evidence.Where(e => e.Id == evidenceId).Select(EvidenceView.From(db)).SingleAsync(ct));
    }
}
