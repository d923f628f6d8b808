namespace QLab.ServiceDefaults.Files;

/// <summary>What files are taken for one use.</summary>
/// <param name="MaxBytes">The largest file.</param>
/// <param name="Types">Their types.</param>
public sealed record FileRules(long MaxBytes, IReadOnlyList<FileType> Types)
{
    /// <summary>How many points a picture may have before it is decoded: that takes four bytes for each.</summary>
    public long MaxPixels { get; init; } = 50_000_000;

    /// <summary>Larger pictures are made smaller until their longer side is this.</summary>
    public int LongestSide { get; init; } = 4096;

    /// <summary>For the API description: up to how much of what.</summary>
    public override string ToString() => $"{string.Join(", ", Types.Select(type => type.Words))}; up to {MaxBytes / 1024 / 1024} MB";
}
