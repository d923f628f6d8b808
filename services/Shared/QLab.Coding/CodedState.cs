using System.Text.Json;

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

    /// <summary>As it lies in a journal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <inheritdoc cref="ToJson"/>
    public static CodedState FromJson(string json) => JsonSerializer.Deserialize<CodedState>(json, JsonSerializerOptions.Web)!;
}
