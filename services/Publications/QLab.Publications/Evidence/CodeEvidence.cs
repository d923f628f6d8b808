using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contributions;
using QLab.Publications.Themes;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Publications.Evidence;

/// <param name="Start">First character, from 0.</param>
/// <param name="End">The character after the last.</param>
public sealed record Passage([property: Range(0, 10_000_000)] int Start, [property: Range(1, 10_000_000)] int End);

public sealed record CitedSource([property: Required, Text(500)] string Title)
{
    [StringLength(2000)]
    public string? Url { get; init; }
}

[Example("""{ "contributionId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "passage": { "start": 0, "end": 9 } }""")]
public sealed record CodeEvidenceRequest
{
    /// <summary>What was given: a survey response, a workshop note, a test team's learning …</summary>
    public Guid? ContributionId { get; init; }

    /// <summary>Which part of the contribution; all of it when absent.</summary>
    public Passage? Passage { get; init; }

    /// <summary>In place of a contribution: something published elsewhere.</summary>
    public CitedSource? Source { get; init; }

    /// <summary>Why it was coded so; for those who code, never shown in public.</summary>
    [StringLength(2000)]
    public string? Memo { get; init; }

    /// <summary>Your own id, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

static class CodeEvidence
{
    public static async Task<Results<Created<EvidenceView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, CodeEvidenceRequest request, PublicationsDb db, TimeProvider time, CancellationToken ct)
    {
        var faults = EvidenceRules.Faults(request);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var theme = await db.Themes.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (theme is null) return Refusal.NotFound("theme").ToProblem();
        if (ThemeErrors.Closed(theme) is { } closed) return closed.ToProblem();
        if (await Existing(db, theme.Id, request, ct) is { } there) return Refusal.AlreadyExists("piece of evidence", there).ToProblem();
        if (request.ContributionId is { } contributionId && await Refuse(db, contributionId, theme.ProjectId, ct) is { } refusal)
            return refusal.ToProblem();

        var evidence = new PieceOfEvidence
        {
            Id = request.Id ?? Guid.CreateVersion7(), ThemeId = theme.Id, ContributionId = request.ContributionId,
            PassageStart = request.Passage?.Start, PassageEnd = request.Passage?.End,
            SourceTitle = request.Source?.Title, SourceUrl = request.Source?.Url,
            Memo = request.Memo, CodedAt = time.GetUtcNow(),
        };
        db.Evidence.Add(evidence);
        await db.SaveChangesAsync(ct);
        var view = await db.Evidence.Where(e => e.Id == evidence.Id).Select(EvidenceView.From(db)).SingleAsync(ct);
        return TypedResults.Created($"/api/publications/v1/themes/{theme.Id}/evidence/{evidence.Id}", view);
    }

    static async Task<Refusal?> Refuse(PublicationsDb db, Guid contributionId, Guid projectId, CancellationToken ct)
    {
        var contribution = await db.Contributions.Where(c => c.Id == contributionId)
            .Select(c => new { c.ProjectId, c.RemovedAt, MayBeUsed = db.ContributionsFor(Consent.Research).Any(may => may.Id == c.Id) })
            .SingleOrDefaultAsync(ct);
        if (contribution is null) return Refusal.NotKnownHere("contribution");
        if (contribution.RemovedAt is not null) return EvidenceErrors.Removed;
        if (contribution.ProjectId != projectId) return EvidenceErrors.OtherProject;
        return contribution.MayBeUsed ? null : EvidenceErrors.NeedsConsent;
    }

    static Task<Guid?> Existing(PublicationsDb db, Guid themeId, CodeEvidenceRequest request, CancellationToken ct)
    {
        var (start, end) = (request.Passage?.Start, request.Passage?.End);
        return db.Evidence
            .Where(e => e.Id == request.Id || (e.RemovedAt == null && e.ThemeId == themeId && e.ContributionId != null && e.Question == null
                && e.ContributionId == request.ContributionId && e.PassageStart == start && e.PassageEnd == end))
            .OrderBy(e => e.Id).Select(e => (Guid?)e.Id).FirstOrDefaultAsync(ct);
    }
}

static class EvidenceRules
{
    /// <summary>Every fault at once, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(CodeEvidenceRequest request)
    {
        var faults = new Dictionary<string, string[]>();
        if (request.ContributionId is null == request.Source is null)
            faults["/contributionId"] = ["Evidence is either a contribution or a cited source: send contributionId or source."];
        if (request.Passage is { } passage)
        {
            if (request.ContributionId is null) faults["/passage"] = ["Only a contribution has a passage."];
            if (passage.Start >= passage.End) faults["/passage/end"] = ["A passage ends after its start."];
        }
        if (request.Source?.Url is { } url && !IsWebAddress(url))
            faults["/source/url"] = ["The address of a source begins with https:// or http://."];
        return faults;
    }

    static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
