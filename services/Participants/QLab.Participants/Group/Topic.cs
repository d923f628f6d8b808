using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Group;

/// <summary>Something that people talk about in a project's online group.</summary>
sealed class Topic : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Title { get; init; }
    public Guid? StartedBy { get; init; }
    public bool Locked { get; set; }
    public required DateTimeOffset StartedAt { get; init; }
    public uint RowVersion { get; private set; }
}

/// <summary>How people want to treat each other in one project's group. Every version stays.</summary>
sealed class HouseRules
{
    /// <summary>Until a project has rules of its own.</summary>
    public const string FirstText = """
        Speak from your own experience, and leave other people's stories to them.
        What is said here stays here: no names, no screenshots.
        Disagree with ideas, not with people. Nobody has to explain their pain.
        No advice on medicines or treatment; for an emergency, call an emergency number.
        """;

    public required Guid ProjectId { get; init; }
    public required int Version { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>A participant who has agreed to the house rules, and under which name the others read them.</summary>
sealed class Member
{
    public required Guid ParticipationId { get; init; }

    /// <summary>Chosen by themselves; their own name when null.</summary>
    public string? DisplayName { get; set; }

    public required int AcceptedVersion { get; set; }
    public required DateTimeOffset AcceptedAt { get; set; }
}
