using System.Globalization;

namespace QLab.Coding;

/// <summary>One thing that a coder did. Steps are only ever added.</summary>
public sealed class CodingStep
{
    public long Number { get; private set; }

    /// <inheritdoc cref="ICoded.OriginId"/>
    public required Guid OriginId { get; init; }

    public required Guid CoderId { get; init; }
    public required StepKind Kind { get; init; }

    /// <summary>The passage or memo.</summary>
    public required Guid ThingId { get; init; }

    /// <inheritdoc cref="ICoded.ContributionId"/>
    public required Guid? ContributionId { get; init; }

    public required bool IsMemo { get; init; }
    public required CodedState? Before { get; init; }
    public required CodedState? After { get; init; }

    /// <summary>Which step is undone or redone.</summary>
    public long? Target { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, for somebody who wonders why they cannot go on: "another coder changed the passage on …".</summary>
    public string InWords(Guid reader)
    {
        var (who, what) = (CoderId == reader ? "you" : "another coder", IsMemo ? "memo" : "passage");
        return string.Create(CultureInfo.InvariantCulture, $"{who} {Did()} the {what} on {At.UtcDateTime:d MMMM yyyy, HH:mm} UTC.");
    }

    /// <summary>Makes it so, and says that it was done.</summary>
    public static CodingStep Take(
        StepKind kind, ICoded thing, CodedState? state, Guid coder, DateTimeOffset now, DateTimeOffset? at = null, long? target = null)
    {
        var before = thing.State;
        thing.Take(state, coder, at ?? now);
        return new()
        {
            OriginId = thing.OriginId, CoderId = coder, Kind = kind, ThingId = thing.Id, ContributionId = thing.ContributionId,
            IsMemo = thing is CoderMemo, Before = before, After = thing.State, Target = target, At = now,
        };
    }

    string Did() => Kind switch
    {
        StepKind.Coded or StepKind.MemoWritten => "made",
        StepKind.Recoded or StepKind.MemoRevised => "changed",
        StepKind.Uncoded or StepKind.MemoRemoved => "took away",
        StepKind.Imported => "imported",
        StepKind.Undone => "took back a step on",
        _ => "did again a step on",
    };
}

/// <param name="Kind">What was undone or done again.</param>
/// <param name="PassageId">The passage that it was about, if any.</param>
/// <param name="MemoId">The memo that it was about, if any.</param>
/// <param name="IsThere">Whether the passage or memo is there now.</param>
public sealed record SteppedBack(StepKind Kind, Guid? PassageId, Guid? MemoId, bool IsThere)
{
    public static SteppedBack Of(CodingStep step, ICoded thing) =>
        new(step.Kind, step.IsMemo ? null : thing.Id, step.IsMemo ? thing.Id : null, thing.State is not null);
}
