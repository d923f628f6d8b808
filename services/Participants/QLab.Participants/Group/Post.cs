using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Group;

public enum PostState
{
    Visible,

    /// <summary>Out of sight until somebody of the Lab has looked again.</summary>
    Hidden,

    Removed,

    /// <summary>Taken back by who wrote it.</summary>
    Withdrawn,

    /// <summary>Its author has been erased; that there was a post stays.</summary>
    Erased,
}

/// <summary>What somebody wrote in a topic: a contribution to the project from the moment it is there.</summary>
sealed class Post : IVersioned
{
    public static readonly TimeSpan MayBeEditedFor = TimeSpan.FromMinutes(15);

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required Guid TopicId { get; init; }

    /// <summary>The post that it answers.</summary>
    public Guid? ReplyTo { get; init; }

    /// <summary>The participation of who wrote it; null for the Lab, and once its author has been erased.</summary>
    public Guid? AuthorId { get; init; }

    public required bool ByLab { get; init; }
    public required string? Markdown { get; set; }
    public PostState State { get; private set; }
    public int Version { get; private set; } = 1;
    public required DateTimeOffset WrittenAt { get; init; }
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>Why it was hidden or removed, as its author is told.</summary>
    public string? Reason { get; private set; }

    public uint RowVersion { get; private set; }

    public bool MayBeEdited(DateTimeOffset now) => State == PostState.Visible && now - WrittenAt <= MayBeEditedFor;

    public void Edit(string markdown, DateTimeOffset now) => (Markdown, EditedAt, Version) = (markdown, now, Version + 1);

    public void Withdraw() => (Markdown, State, Version) = (null, PostState.Withdrawn, Version + 1);

    public void Moderate(PostState state, string reason) => (State, Reason, Version) = (state, reason, Version + 1);
}

/// <summary>What a post said before it was edited.</summary>
sealed class FormerText
{
    public required Guid PostId { get; init; }
    public required int Version { get; init; }
    public required string Markdown { get; init; }
}

public enum ReactionKind
{
    Thanks,
    Agree,
    SameHere,
    Support,
    Question,
}

sealed class Reaction
{
    public required Guid PostId { get; init; }
    public required Guid ParticipationId { get; init; }
    public required ReactionKind Kind { get; init; }
}

/// <summary>Somebody says that a post should not be there.</summary>
sealed class Report
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required Guid PostId { get; init; }
    public Guid? ReporterId { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>What was done: hidden, removed, restored, dismissed.</summary>
    public string? Outcome { get; private set; }

    public void Settle(string outcome, DateTimeOffset now) => (Outcome, SettledAt) = (outcome, now);
}
