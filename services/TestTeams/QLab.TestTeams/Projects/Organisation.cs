namespace QLab.TestTeams.Projects;

/// <summary>An organisation as the participants service has told of it.</summary>
sealed class Organisation
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }

    /// <summary>When that was said: a correction may overtake the registration.</summary>
    public DateTimeOffset KnownAt { get; init; }
}
