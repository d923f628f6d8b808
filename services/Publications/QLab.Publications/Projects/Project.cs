namespace QLab.Publications.Projects;

/// <summary>A project as the participants service has told of it; its title is null while only its closing has arrived.</summary>
sealed class Project
{
    public required Guid Id { get; init; }
    public string? Title { get; init; }

    /// <summary>Of the event that the title is from: a correction may overtake the opening.</summary>
    public int TitleVersion { get; init; }

    public bool Simulated { get; init; }
    public bool Closed { get; init; }
}
