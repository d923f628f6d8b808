using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Methods;

/// <summary>How people work together in a session, so that somebody who has never done it can.</summary>
public record MethodDescription
{
    /// <summary>What agendas may call it besides its name: <c>troika-consulting</c>.</summary>
    [Required, RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$"), StringLength(80)]
    public required string Key { get; init; }

    [Required, Text(200)]
    public required string Name { get; init; }

    [Required, Text(2000, Lines = true)]
    public required string Purpose { get; init; }

    /// <summary>In groups of how many; null where the room stays together.</summary>
    [Range(2, 50)]
    public int? GroupSize { get; init; }

    [Range(1, 10_000)]
    public int LeastPeople { get; init; } = 1;

    /// <summary>Null where there may be any number.</summary>
    [Range(1, 10_000)]
    public int? MostPeople { get; init; }

    [MaxLength(30)]
    public IReadOnlyList<string> Materials { get; init; } = [];

    /// <summary>How often the steps are done that are done in each round, such as once for each person.</summary>
    [Range(1, 20)]
    public int Rounds { get; init; } = 1;

    [Required, MinLength(1), MaxLength(30)]
    public required IReadOnlyList<MethodStep> Steps { get; init; }

    /// <summary>How it is done online; null where it cannot be.</summary>
    [Text(2000, Lines = true)]
    public string? Online { get; init; }

    /// <summary>What some find hard in it, and what to do about it.</summary>
    [MaxLength(20)]
    public IReadOnlyList<MethodAccess> Access { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    [Required, Text(500)]
    public required string Source { get; init; }

    /// <summary>How long it takes when each step takes the least.</summary>
    internal int Minutes => Steps.Sum(step => step.Minutes * (step.EachRound ? Rounds : 1));

    internal int MostMinutes => Steps.Sum(step => (step.UpTo ?? step.Minutes) * (step.EachRound ? Rounds : 1));

    /// <summary>The description alone, whatever else was sent with it.</summary>
    internal MethodDescription Plain() => new(this);

    internal bool IsCalled(string name) =>
        string.Equals(name, Key, StringComparison.OrdinalIgnoreCase) || string.Equals(name, Name, StringComparison.OrdinalIgnoreCase);

    internal Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (MostPeople < LeastPeople) faults["/mostPeople"] = ["The most are no fewer than the least."];
        foreach (var (i, step) in Steps.Index())
            if (step.UpTo < step.Minutes) faults[$"/steps/{i}/upTo"] = ["The longest is no shorter than the shortest."];
        foreach (var (i, material) in Materials.Index())
            if (PlainText.Fault(material, 300, lines: false) is { } fault) faults[$"/materials/{i}"] = [fault];
        return faults;
    }
}

/// <param name="What">What people do.</param>
/// <param name="Minutes">At least.</param>
/// <param name="UpTo">At most; null where it takes the same time always.</param>
/// <param name="EachRound">Done in each round.</param>
public sealed record MethodStep(
    [property: Required, Text(1000)] string What, [property: Range(1, 480)] int Minutes, [property: Range(1, 480)] int? UpTo = null,
    bool EachRound = false);

/// <param name="Need">What somebody finds hard.</param>
/// <param name="Adaptation">What to do about it; null where nobody knows of anything.</param>
public sealed record MethodAccess(AccessNeed Need, [property: Text(1000)] string? Adaptation = null);
