namespace QLab.Coding;

/// <summary>
/// Some words of a text, coded to a theme: what every passage is, whatever its text is part of. It knows where they stand, counted in
/// Unicode code points, and not what they are.
/// </summary>
public abstract class CodedRange : ICoded
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }

    /// <inheritdoc cref="TextPlace.OriginId"/>
    public required Guid OriginId { get; init; }

    /// <inheritdoc cref="TextPlace.ContributionId"/>
    public required Guid ContributionId { get; init; }

    /// <inheritdoc cref="TextPlace.Part"/>
    public required string Part { get; init; }

    public int StartPosition { get; private set; }
    public int EndPosition { get; private set; }
    public Guid ThemeId { get; private set; }
    public string? Memo { get; private set; }

    /// <summary>By which a changed text is noticed.</summary>
    public string QuoteHash { get; private set; } = "";

    /// <summary>Whose coding it is, whoever changes it later.</summary>
    public required Guid CoderId { get; init; }

    public Guid ChangedBy { get; private set; }

    /// <summary>Rises with every change that others hear of.</summary>
    public int Version { get; private set; }

    public bool Removed { get; private set; } = true;
    public required DateTimeOffset CodedAt { get; init; }
    public DateTimeOffset ChangedAt { get; private set; }
    public uint RowVersion { get; private set; }

    /// <summary>The text that they stand in.</summary>
    public TextPlace Place => new(OriginId, ContributionId, Part);

    Guid? ICoded.ContributionId => ContributionId;

    public CodedState? State =>
        Removed ? null : new() { Start = StartPosition, End = EndPosition, ThemeId = ThemeId, Memo = Memo, QuoteHash = QuoteHash };

    /// <summary>The words, unless the text no longer says them there.</summary>
    public string? QuoteOf(CodePoints? text) => PassageRules.Quote(text, StartPosition, EndPosition, QuoteHash);

    public void Take(CodedState? state, Guid by, DateTimeOffset now)
    {
        if (!MeansTheSame(state)) Version++;
        Removed = state is null;
        if (state is not null) (StartPosition, EndPosition, ThemeId, QuoteHash) =
            (state.Start!.Value, state.End!.Value, state.ThemeId!.Value, state.QuoteHash!);
        Memo = state?.Memo;
        (ChangedBy, ChangedAt) = (by, now);
    }

    /// <summary>Takes it away because its words go, with all that could say what they were.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Forget(DateTimeOffset now)
    {
        var there = !Removed;
        if (there) Version++;
        (Removed, Memo, QuoteHash, ChangedAt) = (true, null, "", now);
        return there;
    }

    bool MeansTheSame(CodedState? state) =>
        state is null ? Removed : !Removed && (StartPosition, EndPosition, ThemeId) == (state.Start, state.End, state.ThemeId);
}
