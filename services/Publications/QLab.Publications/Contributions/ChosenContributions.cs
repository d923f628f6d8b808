using Microsoft.EntityFrameworkCore;

namespace QLab.Publications.Contributions;

/// <summary>The contributions that somebody named in a request about a project; those of another one do not exist for it.</summary>
sealed class ChosenContributions
{
    readonly PublicationsDb db;
    readonly IReadOnlyList<Guid> ids;
    readonly IReadOnlySet<Guid> coded;

    ChosenContributions(
        PublicationsDb db, IReadOnlyList<Guid> ids, IReadOnlyList<Contribution> found, IReadOnlySet<Guid> coded) =>
        (this.db, this.ids, Found, this.coded) = (db, ids, found, coded);

    /// <summary>Those that have arrived, each once.</summary>
    public IReadOnlyList<Contribution> Found { get; }

    public static async Task<ChosenContributions> ReadAsync(
        Guid project, IReadOnlyList<Guid> ids, PublicationsDb db, CancellationToken ct) => new(
        db, ids,
        await db.Contributions.Where(c => c.ProjectId == project && ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct),
        await db.Evidence.Where(e => e.ContributionId != null && ids.Contains(e.ContributionId.Value) && e.RemovedAt == null)
            .Select(e => e.ContributionId!.Value).ToHashSetAsync(ct));

    /// <summary>Every fault at once, by JSON Pointer.</summary>
    /// <param name="refuseCoded">Whether what is evidence for a theme stands in the way.</param>
    public Dictionary<string, string[]> Faults(bool refuseCoded)
    {
        var known = Found.ToDictionary(c => c.Id);
        return ids.Select((id, at) => (Pointer: $"/contributionIds/{at}", Fault: Fault(known.GetValueOrDefault(id))))
            .Where(of => of.Fault is not null)
            .ToDictionary(of => of.Pointer, of => new[] { of.Fault! });

        string? Fault(Contribution? given) => given switch
        {
            null => "No contribution to this project with this id has arrived here.",
            { RemovedAt: not null } => "It was taken back or is no longer shown.",
            _ when refuseCoded && coded.Contains(given.Id) => "It is evidence for a theme: take it away there before you set it aside.",
            _ => null,
        };
    }

    public Task<List<ContributionView>> ViewAsync(CancellationToken ct) =>
        db.Contributions.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).Select(ContributionView.From(db)).ToListAsync(ct);
}
