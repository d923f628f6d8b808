using System.Globalization;
using System.Text.Json.Serialization;

namespace QLab.Seeds.Facts;

sealed record SurveyFacts(
    string Key, string Title, string Mode, int Minutes, string OpenedIn, string CloseReason, string Source, string Note,
    IReadOnlyList<QuestionFacts> Questions)
{
    /// <summary>The sources give the month; we take the first and the last day of it.</summary>
    [JsonIgnore]
    public DateOnly FirstDay => DateOnly.ParseExact($"{OpenedIn}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [JsonIgnore]
    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);
}

sealed record QuestionFacts(
    string Id, string Type, string Text, bool Required, string Source,
    IReadOnlyList<OptionFacts>? Options = null, decimal? Min = null, decimal? Max = null);

sealed record OptionFacts(string Value, string Label);
