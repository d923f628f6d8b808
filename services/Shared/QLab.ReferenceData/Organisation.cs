namespace QLab.ReferenceData;

/// <summary>An organisation as the participants service has told of it.</summary>
public sealed class Organisation
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is: charity, nhsTrust, healthBoard, hospital, university, network, funder, evaluator.</summary>
    public required string Kind { get; init; }

    /// <summary>When that was said: a correction may overtake the registration.</summary>
    public DateTimeOffset KnownAt { get; init; }
}
