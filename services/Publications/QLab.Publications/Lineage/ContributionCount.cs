using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Publications.Lineage;

/// <param name="Count">How many; null when it is from 1 to 7, which could point at people.</param>
sealed record ContributionCount(ContributionKind Kind, int? Count)
{
    /// <summary>As everybody may see it. No total is shown beside these, so that none can be worked out from the others.</summary>
    public ContributionCount InPublic() => Count is { } count && SmallNumbers.IsSmall(count) ? this with { Count = null } : this;
}
