using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using QLab.Questionnaires;

namespace QLab.Surveys.Results.Tallying;

/// <summary>What has been answered to one question.</summary>
sealed class QuestionCounts
{
    /// <summary>How many responses answered it.</summary>
    public long Answered { get; set; }

    /// <summary>By option, true and false, month or hour.</summary>
    public Dictionary<string, long> Values { get; init; } = [];

    /// <summary>By row of a matrix and option, or by option of a ranking and rank.</summary>
    public Dictionary<string, Dictionary<string, long>> Rows { get; init; } = [];

    public Numbers? Numbers { get; set; }

    [JsonIgnore]
    public bool IsEmpty => Answered == 0 && Values.Count == 0 && Rows.Count == 0 && Numbers is null;

    public void Apply(Question question, JsonElement answer, int sign)
    {
        Answered += sign;
        if (question.Type == QuestionType.Ranking && answer.ValueKind == JsonValueKind.Array) FoldRanks(answer, sign);
        else if (answer.ValueKind == JsonValueKind.Array)
            foreach (var item in answer.EnumerateArray()) FoldOne(question, item, sign);
        else FoldOne(question, answer, sign);
        if (Numbers is { Values.Count: 0 }) Numbers = null;
    }

    public void Merge(QuestionCounts other, int sign)
    {
        Answered += sign * other.Answered;
        foreach (var (value, count) in other.Values) Values.Change(value, sign * count);
        foreach (var (row, values) in other.Rows)
            foreach (var (value, count) in values) Change(row, value, sign * count);
        if (other.Numbers is { } numbers) (Numbers ??= new()).Merge(numbers, sign);
        if (Numbers is { Values.Count: 0 }) Numbers = null;
    }

    void FoldOne(Question question, JsonElement answer, int sign)
    {
        switch (question.Type)
        {
            case QuestionType.SingleChoice or QuestionType.Likert or QuestionType.MultipleChoice:
                Values.Change(Text(answer), sign);
                break;
            case QuestionType.YesNo:
                Values.Change(answer.ValueKind == JsonValueKind.True ? "true" : "false", sign);
                break;
            case QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Number or QuestionType.Score:
                if (answer.ValueKind == JsonValueKind.Number && answer.TryGetDecimal(out var number))
                    (Numbers ??= new()).Apply(number, sign);
                break;
            case QuestionType.Quantity:
                if (Amount(question, answer) is { } amount) (Numbers ??= new()).Apply(amount, sign);
                else Values.Change(Dimensions.Other, sign);
                break;
            case QuestionType.Matrix when answer.ValueKind == JsonValueKind.Object:
                foreach (var cell in answer.EnumerateObject()) Change(cell.Name, Text(cell.Value), sign);
                break;
            case QuestionType.Date or QuestionType.DateTime when Text(answer) is { Length: >= 7 } moment:
                Values.Change(moment[..7], sign);
                break;
            case QuestionType.Time when Text(answer) is { Length: >= 2 } time:
                Values.Change(time[..2], sign);
                break;
        }
    }

    void FoldRanks(JsonElement answer, int sign)
    {
        var rank = 0;
        foreach (var option in answer.EnumerateArray()) Change(Text(option), (++rank).ToString(CultureInfo.InvariantCulture), sign);
    }

    static string Text(JsonElement answer) => answer.ValueKind == JsonValueKind.String ? answer.GetString()! : Dimensions.Other;

    /// <returns>Null where it was given in another unit than the question's.</returns>
    static decimal? Amount(Question question, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount)
        && (!answer.TryGetProperty("unit", out var unit) || unit.ValueKind != JsonValueKind.String || question.Unit is null || unit.ValueEquals(question.Unit)) ? amount : null;

    void Change(string row, string value, long by)
    {
        if (!Rows.TryGetValue(row, out var values)) Rows[row] = values = [];
        values.Change(value, by);
        if (values.Count == 0) Rows.Remove(row);
    }
}

static class Counting
{
    /// <summary>Nothing that is not there keeps an entry, so that taking out leaves what never coming in would have left.</summary>
    public static void Change<TKey>(this Dictionary<TKey, long> counts, TKey key, long by) where TKey : notnull
    {
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _);
        count += by;
        if (count == 0) counts.Remove(key);
    }
}
