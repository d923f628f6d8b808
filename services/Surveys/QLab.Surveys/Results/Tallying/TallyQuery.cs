using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using QLab.Questionnaires;

namespace QLab.Surveys.Results.Tallying;

enum DimensionKind
{
    /// <summary>The answer to a question, or to one row of it.</summary>
    Answer,
    Language,
    Perspective,

    /// <summary>The month of submission, as 2018-09.</summary>
    Month,

    /// <summary>The week of submission, as its Monday.</summary>
    Week,
}

/// <summary>What responses are told apart by.</summary>
sealed record Dimension(DimensionKind Kind, string? Question = null, string? Row = null);

/// <summary>A response meets it with any of the values.</summary>
sealed record Filter(Dimension Of, IReadOnlyList<string> Values);

/// <summary>Which responses are counted, in which groups, and for which questions.</summary>
sealed record TallyQuery
{
    public static readonly TallyQuery Whole = new();

    /// <summary>A response meets every one of them.</summary>
    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>The first day of submission.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of submission.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Counts are kept for each group as well as for all.</summary>
    public Dimension? By { get; init; }

    /// <summary>The one question that is counted; all when absent.</summary>
    public string? Only { get; init; }

    [JsonIgnore]
    public bool IsFiltered => Filters.Count > 0 || From is not null || To is not null;

    [JsonIgnore]
    public bool IsWhole => !IsFiltered && By is null && Only is null;

    /// <summary>Its key among the tallies of a survey; empty for the whole survey.</summary>
    [JsonIgnore]
    public string Key =>
        IsWhole ? "" : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options)))[..32];

    public string Write() => JsonSerializer.Serialize(this, StoredJson.Options);

    public static TallyQuery Read(string json) => JsonSerializer.Deserialize<TallyQuery>(json, StoredJson.Options)!;
}
