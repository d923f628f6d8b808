using System.Globalization;
using System.Text.RegularExpressions;
using QLab.Questionnaires;

namespace QLab.Questionnaires.Answering;

/// <summary>Days, times of day and instants as answers write them.</summary>
public static partial class Moments
{
    public static bool IsOne(QuestionType type, string text) => type switch
    {
        QuestionType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        QuestionType.Time => TimeOfDay(text) is not null,
        _ => Instant(text) is not null,
    };

    public static string Example(QuestionType type) => type switch
    {
        QuestionType.Date => "a day such as 2018-09-03",
        QuestionType.Time => "a time of day such as 09:30",
        _ => "an instant such as 2018-09-03T09:30:00Z",
    };

    /// <summary>Instants by when they are, times of day by the clock, everything else, days too, as texts.</summary>
    public static int Compare(string left, string right) =>
        Instant(left) is { } instant && Instant(right) is { } other ? instant.CompareTo(other)
        : TimeOfDay(left) is { } time && TimeOfDay(right) is { } another ? time.CompareTo(another)
        : string.CompareOrdinal(left, right);

    /// <summary>RFC 3339, where the seconds and the offset may be left out: UTC then.</summary>
    public static DateTimeOffset? Instant(string text) =>
        LooksLikeInstant().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    public static TimeOnly? TimeOfDay(string text) =>
        text.Length is 5 or 8 && TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeInstant();
}
