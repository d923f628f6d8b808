using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Projects;

enum ProjectStatus
{
    /// <summary>Its first day is still to come.</summary>
    Planned,
    Open,
    Closed,
}

/// <summary>One Lab: a challenge question that people work on from a first to a last day, in phases.</summary>
sealed class Project : IVersioned
{
    public const string Noun = "project";

    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Title { get; set; }
    public required string Question { get; set; }
    public required string[] Aims { get; set; }
    public required DateOnly StartsOn { get; set; }
    public required DateOnly EndsOn { get; set; }
    public required IReadOnlyList<Phase> Phases { get; set; }
    public string? CurrentPhase { get; private set; }
    public required bool Simulated { get; init; }
    public int Version { get; private set; } = 1;
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>When staff ended its online group; closing the project does not.</summary>
    public DateTimeOffset? GroupEndedAt { get; private set; }
    public string? GroupEndReason { get; private set; }
    public uint RowVersion { get; private set; }

    public bool IsClosed => ClosedAt is not null;

    public ProjectStatus Status(DateTimeOffset now) =>
        IsClosed ? ProjectStatus.Closed
        : CurrentPhase is null && StartsOn > DateOnly.FromDateTime(now.UtcDateTime) ? ProjectStatus.Planned
        : ProjectStatus.Open;

    public bool HasPhase(string name) => PlaceOf(name) >= 0;

    /// <summary>How many phases further a step to this one leads: 1 is the next as planned, more skips some, less goes back.</summary>
    public int StepsTo(string name) => PlaceOf(name) - (CurrentPhase is { } current ? PlaceOf(current) : -1);

    int PlaceOf(string name) => Phases.Index().Where(phase => phase.Item.Name == name).Select(phase => phase.Index).DefaultIfEmpty(-1).First();

    /// <summary>A Lab may go back to an earlier phase; the phase then carries the latest time it was entered.</summary>
    public void Enter(string name, DateTimeOffset now)
    {
        Phases = [.. Phases.Select(phase => phase.Name == name ? phase with { EnteredAt = now } : phase)];
        CurrentPhase = name;
        Version++;
    }

    public void Close(DateTimeOffset now)
    {
        ClosedAt = now;
        Version++;
    }

    public void Reopen()
    {
        ClosedAt = null;
        Version++;
    }

    public void EndGroup(string reason, DateTimeOffset now) => (GroupEndReason, GroupEndedAt) = (reason, now);

    public void Correct(ProjectPlan plan)
    {
        (Title, Question, Aims, StartsOn, EndsOn) = (plan.Title, plan.Question, plan.Aims, plan.StartsOn, plan.EndsOn);
        Replan([.. plan.Phases.Select(phase => phase.ToPhase())]);
        Version++;
    }

    /// <summary>New phases keep what is known of those that have been entered.</summary>
    public void Replan(IReadOnlyList<Phase> phases) =>
        Phases = [.. phases.Select(phase => phase with { EnteredAt = Phases.FirstOrDefault(old => old.Name == phase.Name)?.EnteredAt })];

    public IEnumerable<string> EnteredPhases => Phases.Where(phase => phase.EnteredAt is not null).Select(phase => phase.Name);
}

/// <summary>A stretch of a project, with the days it is planned for.</summary>
sealed record Phase(string Name, DateOnly StartsOn, DateOnly EndsOn)
{
    public DateTimeOffset? EnteredAt { get; init; }
}
