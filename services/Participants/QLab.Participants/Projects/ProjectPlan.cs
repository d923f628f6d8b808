using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Projects;

public sealed record PlannedPhase([property: Text(100)] string Name, DateOnly StartsOn, DateOnly EndsOn)
{
    internal Phase ToPhase() => new(Name, StartsOn, EndsOn);
}

/// <summary>What opening and correcting a project have in common.</summary>
public abstract record ProjectPlan(
    [property: Text(200)] string Title,
    [property: Text(1000, Lines = true)] string Question,
    DateOnly StartsOn,
    DateOnly EndsOn)
{
    [Texts(20, 500)]
    public string[] Aims { get; init; } = [];

    [MaxLength(30)]
    public IReadOnlyList<PlannedPhase> Phases { get; init; } = [];

    /// <summary>Every fault between the fields at once, by JSON Pointer.</summary>
    internal Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (EndsOn < StartsOn) faults["/endsOn"] = ["The last day is before the first."];
        for (var i = 0; i < Phases.Count; i++)
        {
            var phase = Phases[i];
            if (phase.EndsOn < phase.StartsOn) faults[$"/phases/{i}/endsOn"] = ["The last day is before the first."];
            else if (StartsOn <= EndsOn && (phase.StartsOn < StartsOn || phase.EndsOn > EndsOn))
                faults[$"/phases/{i}"] = ["The phase reaches beyond the days of the project."];
            if (Phases.Take(i).Any(earlier => earlier.Name == phase.Name)) faults[$"/phases/{i}/name"] = ["Another phase has this name."];
        }
        return faults;
    }
}
