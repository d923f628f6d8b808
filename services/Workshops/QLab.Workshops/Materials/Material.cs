using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Materials;

public enum Audience
{
    /// <summary>Staff and facilitators.</summary>
    Lab,

    /// <summary>The Lab, and whoever has a place at the gathering.</summary>
    Booked,

    Everybody,
}

/// <summary>Slides, a template, a recording or a picture of a workshop, to be downloaded.</summary>
sealed class Material : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }
    public required string Title { get; set; }

    /// <summary>Who made it, as they want to be named.</summary>
    public string? Credit { get; set; }

    /// <summary>What others may do with it.</summary>
    public string? Licence { get; set; }

    public required Audience Audience { get; set; }
    public required string FileName { get; init; }

    /// <summary>Which content the file has.</summary>
    public required byte[] FileHash { get; init; }

    public required DateTimeOffset AddedAt { get; init; }
    public uint RowVersion { get; private set; }

    /// <summary>What is missing before others may have it.</summary>
    public static Dictionary<string, string[]> Faults(Audience audience, string? credit, string? licence)
    {
        var faults = new Dictionary<string, string[]>();
        if (audience != Audience.Everybody) return faults;
        if (credit is null) faults["/credit"] = ["Say who made it before everybody may have it."];
        if (licence is null) faults["/licence"] = ["Say what others may do with it before everybody may have it."];
        return faults;
    }
}
