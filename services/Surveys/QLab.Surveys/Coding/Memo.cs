using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Surveys.Coding;

public enum MemoAbout
{
    /// <summary>What a theme means in this survey.</summary>
    Theme,

    /// <summary>A response as a whole.</summary>
    Response,
}

/// <summary>A coder's thought that belongs to no single passage.</summary>
sealed class Memo : IVersioned, ICoded
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }
    public required MemoAbout About { get; init; }
    public required Guid AboutId { get; init; }
    public required Guid CoderId { get; init; }
    public string Text { get; private set; } = "";
    public bool Removed { get; private set; } = true;
    public DateTimeOffset ChangedAt { get; private set; }
    public uint RowVersion { get; private set; }

    public Guid? AboutResponse => About == MemoAbout.Response ? AboutId : null;

    public CodedState? State => Removed ? null : new() { Memo = Text };

    public void Take(CodedState? state, Guid by, DateTimeOffset now)
    {
        Removed = state is null;
        Text = state?.Memo ?? "";
        ChangedAt = now;
    }
}
