namespace QLab.Workshops.Projects;

/// <summary>Somebody who takes part in a project, known by pseudonym alone.</summary>
sealed class Participant
{
    public required Guid ProjectId { get; init; }
    public required Guid Id { get; init; }

    /// <summary>False once they have left; kept, so that a joining that arrives late does not bring them back.</summary>
    public bool Present { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How they take part: livedExperience, carer, professional.</summary>
    public string[] Perspectives { get; init; } = [];

    public DateTimeOffset PerspectivesAt { get; init; }
}
