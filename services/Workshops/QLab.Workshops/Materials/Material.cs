namespace QLab.Workshops.Materials;

/// <summary>Slides, a template, a recording or a picture of a workshop, to be downloaded.</summary>
sealed class Material
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }
    public required string Title { get; init; }

    /// <summary>Who made it, as they want to be named.</summary>
    public string? Credit { get; init; }

    /// <summary>What others may do with it.</summary>
    public string? Licence { get; init; }

    public required string FileName { get; init; }

    /// <summary>Which content the file has.</summary>
    public required byte[] FileHash { get; init; }

    public required DateTimeOffset AddedAt { get; init; }
}
