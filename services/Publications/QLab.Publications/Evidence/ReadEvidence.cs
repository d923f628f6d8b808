using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contributions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Evidence;

/// <param name="ThemeId">The theme that it was coded to, which may have been merged into another since.</param>
/// <param name="Kind">What the contribution is, as its service calls it.</param>
/// <param name="Service">The service that holds the contribution's text.</param>
/// <param name="Question">The question whose answer the passage is part of, where it was coded in a survey; in an interview the number of the turn.</param>
/// <param name="Simulated">True when the contribution is made up.</param>
/// <param name="MayBeQuoted">True when whoever gave it consents to being quoted, on its form where it is anonymous.</param>
sealed record EvidenceView(
    Guid Id, Guid ThemeId, Guid? ContributionId, string? Kind, string? Service, string? Question, Passage? Passage, CitedSource? Source,
    string? Memo, bool Simulated, bool MayBeQuoted, DateTimeOffset CodedAt)
{
    public static Expression<Func<PieceOfEvidence, EvidenceView>> From(PublicationsDb db) => e => new(
        e.Id, e.ThemeId, e.ContributionId,
        db.Contributions.Where(c => c.Id == e.ContributionId).Select(c => c.Kind).SingleOrDefault(),
        db.Contributions.Where(c => c.Id == e.ContributionId).Select(c => c.Service).SingleOrDefault(),
        e.Question,
        e.PassageStart == null ? null : new Passage(e.PassageStart.Value, e.PassageEnd!.Value),
        e.SourceTitle == null ? null : new CitedSource(e.SourceTitle) { Url = e.SourceUrl },
        e.Memo,
        e.ContributionId != null && db.Themes.Any(t => t.Id == e.ThemeId && db.Projects.Any(p => p.Id == t.ProjectId && p.Simulated)),
        e.ContributionId != null && db.ContributionsFor(Consent.Quotation).Any(c => c.Id == e.ContributionId),
        e.CodedAt);
}

static class ReadEvidence
{
    public static async Task<Results<Page<EvidenceView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, PublicationsDb db, CancellationToken ct) =>
        await db.Themes.AnyAsync(t => t.Id == id, ct)
            ? await paging.ReadAsync(db.EvidenceOf(id), e => e.Id, EvidenceView.From(db), ct)
            : Refusal.NotFound("theme").ToProblem();

    public static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> Get(Guid id, Guid evidenceId, PublicationsDb db, CancellationToken ct) =>
        await db.EvidenceOf(id).Where(e => e.Id == evidenceId).Select(EvidenceView.From(db)).SingleOrDefaultAsync(ct) is { } evidence
            ? TypedResults.Ok(evidence)
            : Refusal.NotFound("piece of evidence").ToProblem();

    public static Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> Changes(
        Guid id, Guid evidenceId, PublicationsDb db, CancellationToken ct) =>
        db.ReadChangesAsync(
            db.Evidence.Where(e => e.Id == evidenceId && db.ThemeParts.Any(p => p.ThemeId == id && p.PartId == e.ThemeId)),
            PieceOfEvidence.Noun, evidenceId, ct);
}
