using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.CodingApi;

/// <inheritdoc />
public sealed class Passage : CodedRange, IVersioned
{
    public static Passage At(TextPlace place, Guid id, Guid project, Guid coder, DateTimeOffset codedAt) => new()
    {
        Id = id, ProjectId = project, OriginId = place.OriginId, ContributionId = place.ContributionId, Part = place.Part, CoderId = coder,
        CodedAt = codedAt,
    };
}

/// <inheritdoc />
public sealed class Memo : CoderMemo, IVersioned;
