namespace QLab.ReferenceData;

/// <summary>A project, in the state that the participants service has told of last, in whichever order that came.</summary>
public sealed class Project
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The title that people read; null while only its closing or a phase has arrived.</summary>
    public string? Title { get; init; }

    /// <summary>Of the event that the title is from.</summary>
    public int TitleVersion { get; init; }

    /// <summary>Whether its people and what they give are made up.</summary>
    public bool Simulated { get; init; }

    /// <summary>Whether nothing new is collected for it.</summary>
    public bool Closed { get; init; }

    /// <summary>Of the event that this is from.</summary>
    public int ClosedVersion { get; init; }

    /// <summary>The phase that it is in, as it calls it; null before the first.</summary>
    public string? Phase { get; init; }

    /// <summary>Of the event that the phase is from.</summary>
    public int PhaseVersion { get; init; }
}

/// <summary>What one organisation is to one project in one role.</summary>
public sealed class Partnership
{
    /// <summary>The organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectId { get; init; }

    /// <summary>partner, teamHost, funder, evaluator or coProducer.</summary>
    public required string Role { get; init; }

    /// <summary>Whether it has ended: queries do not see those unless they say <c>IgnoreQueryFilters</c>.</summary>
    public bool Ended { get; init; }

    /// <summary>When that was said.</summary>
    public DateTimeOffset KnownAt { get; init; }
}
