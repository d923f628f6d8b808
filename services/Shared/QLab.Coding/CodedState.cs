namespace QLab.Coding;

/// <summary>
/// What a step of coding left: of a passage where it stands and what it means, of a memo its words alone. Compared by value.
/// </summary>
public sealed record CodedState
{
    public string? Memo { get; init; }
    public int? Start { get; init; }
    public int? End { get; init; }
    public Guid? ThemeId { get; init; }

    /// <summary>By which a changed text is noticed.</summary>
    public string? QuoteHash { get; init; }
}

/// <summary>What coders make and change, step by step.</summary>
public interface ICoded
{
    Guid Id { get; }
    Guid SurveyId { get; }

    /// <summary>The response that it is about, if any.</summary>
    Guid? AboutResponse { get; }

    /// <summary>As it is now; null when it was taken away.</summary>
    CodedState? State { get; }

    /// <summary>Makes it so; null takes it away.</summary>
    void Take(CodedState? state, Guid by, DateTimeOffset now);
}
