using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Rounds;

public enum RoundMethod
{
    DotVoting,
    Ranking,
    Pairwise,
}

/// <summary>One of the things that a round puts in an order. Votes name it by its number, counted from 1.</summary>
/// <param name="Label">As voters read it.</param>
public sealed record RoundItem([property: Required, StringLength(300, MinimumLength = 1)] string Label)
{
    /// <summary>The theme that it stands for, by its id in publications.</summary>
    public Guid? ThemeId { get; init; }

    /// <summary>The note that it stands for, such as an idea.</summary>
    public Guid? NoteId { get; init; }
}

/// <summary>People of a project say what comes first. What they say is secret until it is closed.</summary>
sealed class Round : IVersioned
{
    public const string Noun = "round";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }

    /// <summary>Where it is held; null where it is held nowhere in particular. Who could not come votes all the same.</summary>
    public Guid? WorkshopId { get; init; }

    public required string Title { get; init; }
    public required string Question { get; init; }
    public required RoundMethod Method { get; init; }
    public required IReadOnlyList<RoundItem> Items { get; init; }

    /// <summary>How many dots each has to give, in dot voting.</summary>
    public int? Dots { get; init; }

    /// <summary>How many of them may go to one item.</summary>
    public int? MostOnOne { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? ClosesAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>As it was counted at closing: what becomes of people later does not change it.</summary>
    public RoundResult? Result { get; private set; }

    public uint RowVersion { get; private set; }

    public bool IsOver => ClosedAt is not null || CancelledAt is not null;

    public bool TakesVotes(DateTimeOffset now) => !IsOver && !(now >= ClosesAt);

    public void Close(RoundResult result, DateTimeOffset now) => (Result, ClosedAt) = (result, now);

    public void Cancel(DateTimeOffset now) => CancelledAt = now;
}
