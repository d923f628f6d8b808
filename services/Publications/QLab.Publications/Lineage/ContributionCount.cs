using System.Text.Json.Serialization;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Publications.Lineage;

/// <param name="Kind">As its service calls it.</param>
/// <param name="Count">How many; null when it is from 1 to 7, which could point at people.</param>
/// <param name="Noun">By which the summary counts them.</param>
sealed record ContributionCount(string Kind, int? Count, [property: JsonIgnore] string Noun)
{
    /// <summary>As everybody may see it. No total is shown beside these, so that none can be worked out from the others.</summary>
    public ContributionCount InPublic() => Count is { } count && SmallNumbers.IsSmall(count) ? this with { Count = null } : this;
}
