using QLab.ServiceDefaults.Persistence;

namespace QLab.Publications.Themes;

/// <summary>A pattern that emerges from evidence. Its code is what people write on their notes, so it never changes.</summary>
sealed class Theme : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Code { get; init; }
    public required string Label { get; set; }
    public string? Description { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
    public uint RowVersion { get; private set; }
}
