namespace QLab.Coding;

/// <summary>A coder's thought that belongs to no single passage: about a theme, or about a text or texts as a whole.</summary>
public abstract class CoderMemo : ICoded
{
    public required Guid Id { get; init; }
    public required Guid OriginId { get; init; }
    public required bool IsAboutTheme { get; init; }
    public required Guid AboutId { get; init; }
    public required Guid CoderId { get; init; }
    public string Text { get; private set; } = "";
    public bool Removed { get; private set; } = true;
    public DateTimeOffset ChangedAt { get; private set; }
    public uint RowVersion { get; private set; }

    /// <remarks>What is about no theme is about a contribution or about the origin as a whole.</remarks>
    public Guid? ContributionId => IsAboutTheme || AboutId == OriginId ? null : AboutId;

    public CodedState? State => Removed ? null : new() { Memo = Text };

    public void Take(CodedState? state, Guid by, DateTimeOffset now)
    {
        Removed = state is null;
        Text = state?.Memo ?? "";
        ChangedAt = now;
    }
}
