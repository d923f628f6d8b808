using QLab.Publications.Contributions;

namespace QLab.Publications.Lineage;

/// <param name="Count">How many; null when it is from 1 to 7, which could point at people.</param>
sealed record ContributionCount(ContributionKind Kind, int? Count)
{
    /// <summary>As everybody may see it. No total is shown beside these, so that none can be worked out from the others.</summary>
    public ContributionCount InPublic() => Count is >= 1 and <= 7 ? this with { Count = null } : this;
}
