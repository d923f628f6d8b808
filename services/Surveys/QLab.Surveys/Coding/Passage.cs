using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Surveys.Coding;

/// <summary>
/// Some words of an answer, coded to a theme. It knows where they stand, counted in Unicode code points, and not what they are.
/// </summary>
sealed class Passage : IVersioned, ICoded
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }
    public required Guid ProjectId { get; init; }
    public required Guid ResponseId { get; init; }
    public required string Question { get; init; }
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

    public Guid? AboutResponse => ResponseId;

    public CodedState? State =>
        Removed ? null : new() { Start = StartPosition, End = EndPosition, ThemeId = ThemeId, Memo = Memo, QuoteHash = QuoteHash };

    public void Take(CodedState? state, Guid by, DateTimeOffset now)
    {
        if (!MeansTheSame(state)) Version++;
        Removed = state is null;
        if (state is not null) (StartPosition, EndPosition, ThemeId, QuoteHash) =
            (state.Start!.Value, state.End!.Value, state.ThemeId!.Value, state.QuoteHash!);
        Memo = state?.Memo;
        (ChangedBy, ChangedAt) = (by, now);
    }

    bool MeansTheSame(CodedState? state) =>
        state is null ? Removed : !Removed && (StartPosition, EndPosition, ThemeId) == (state.Start, state.End, state.ThemeId);
}
