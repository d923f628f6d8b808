using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;
using QLab.Questionnaires;

namespace QLab.Questionnaires.Answering;

/// <summary>Whether an answer fits its question.</summary>
public static class AnswerRules
{
    const int LongestLine =
        1_000, LongestText = 10_000, LongestAddress = 254, LongestUrl = 2_000, LargestObject = 100_000, MostRepeats = 500;

    /// <remarks>So that no sum of a score leaves what a decimal holds.</remarks>
    public const decimal LargestNumber = 1_000_000_000_000_000;

    public const int LongestOther = 1_000;

    const int MostPatterns = 1_000;
    static readonly ConcurrentDictionary<string, Regex> Patterns = [];
    static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(200);

    /// <returns>What is wrong and what to do; null when it fits.</returns>
    public static string? Fault(Question question, JsonElement answer) => Fault(question, answer, new());

    internal static string? Fault(Question question, JsonElement answer, MatchingTime time)
    {
        if (!question.Repeats || question.Type == QuestionType.MultipleChoice) return One(question, answer, time);
        if (answer.ValueKind != JsonValueKind.Array) return "This question may be answered several times: answer with an array.";
        return HowMany(question with { MaxChoices = question.MaxChoices ?? MostRepeats }, answer.GetArrayLength()) ?? answer.EnumerateArray().Select(item => One(question, item, time)).FirstOrDefault(fault => fault is not null);
    }

    static string? One(Question question, JsonElement answer, MatchingTime time) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.Likert => OneOf(question, answer),
        QuestionType.MultipleChoice => SomeOf(question, answer),
        QuestionType.Matrix => RowByRow(question, answer),
        QuestionType.Ranking => InOrder(question, answer),
        QuestionType.Rating => Number(question with { Whole = true, Min = question.Min ?? 1, Max = question.Max ?? 5 }, answer),
        QuestionType.NetPromoter => Number(question with { Whole = true, Min = 0, Max = 10 }, answer),
        QuestionType.Number => Number(question, answer),
        QuestionType.Quantity => Quantity(question, answer),
        QuestionType.Date or QuestionType.Time or QuestionType.DateTime => Moment(question, answer),
        QuestionType.ShortText or QuestionType.Hidden or QuestionType.LongText => Text(question, answer, time),
        QuestionType.Email => Text(question, answer, time) ?? (MailAddress.TryCreate(answer.GetString(), out var address) && address.Address == answer.GetString() ? null : "Answer with an e-mail address such as name@example.org."),
        QuestionType.Url => Text(question, answer, time) ?? (Uri.TryCreate(answer.GetString(), UriKind.Absolute, out _) ? null : "Answer with a whole address such as https://example.org/page."),
        QuestionType.YesNo => answer.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "Answer with true or false.",
        QuestionType.Attachment or QuestionType.Reference => AnObject(answer),
        QuestionType.Score => "A score is worked out, not given: leave it out.",
        _ => "This is not a question: leave its answer out.",
    };

    /// <summary>What is wrong with an answer that may be half typed: nothing but that it could never be given.</summary>
    public static string? TooLong(Question question, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.String && Longest(question) is { } longest
            ? answer.GetString()!.Length > longest ? $"The longest possible answer is {longest} characters." : null
            : answer.GetRawText().Length > LargestObject ? $"The longest possible answer is {LargestObject} characters." : null;

    static string? OneOf(Question question, JsonElement answer) =>
        IsChoice(question, answer) ? null : $"Answer with one of: {Values(question)}.";

    static string? SomeOf(Question question, JsonElement answer)
    {
        if (HasTooMany(answer)) return $"Give at most {MostRepeats}.";
        if (answer.ValueKind != JsonValueKind.Array || answer.EnumerateArray().Any(item => !IsChoice(question, item)))
            return $"Answer with an array of some of: {Values(question)}.";
        if (HasDoubles(answer)) return "Give each option once.";
        if (answer.GetArrayLength() > 1
            && question.Options.FirstOrDefault(o => o.Exclusive && answer.EnumerateArray().Any(item => Is(item, o))) is { } alone)
            return $"{alone.Value} goes with no other option.";
        return HowMany(question, answer.GetArrayLength());
    }

    static string? RowByRow(Question question, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object) return $"Answer with an object from row to one of: {Values(question)}.";
        if (answer.EnumerateObject().Count() > question.Rows.Count + MostRepeats) return "Answer each row once.";
        foreach (var row in answer.EnumerateObject())
        {
            if (question.Rows.All(r => r.Value != row.Name))
                return $"There is no row {Quoted(row.Name)}; the rows are: {string.Join(", ", question.Rows.Select(r => r.Value))}.";
            if (!IsOption(question, row.Value)) return $"Answer row {row.Name} with one of: {Values(question)}.";
        }
        var rows = answer.EnumerateObject().DistinctBy(row => row.Name).Count();
        if (rows < answer.EnumerateObject().Count()) return "Answer each row once.";
        return question.Required && rows < question.Rows.Count ? "Every row needs an answer." : null;
    }

    static string? InOrder(Question question, JsonElement answer)
    {
        if (HasTooMany(answer)) return $"Give at most {MostRepeats}.";
        if (answer.ValueKind != JsonValueKind.Array || answer.EnumerateArray().Any(item => !IsOption(question, item)))
            return $"Answer with an array, the first choice first, of: {Values(question)}.";
        if (HasDoubles(answer)) return "Give each option once.";
        return HowMany(question with { MinChoices = FewestChoices(question) }, answer.GetArrayLength());
    }

    static string? Number(Question question, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Number || !answer.TryGetDecimal(out var number)) return "Answer with a number.";
        if (Math.Abs(number) > LargestNumber) return $"Answer with a number between -{LargestNumber:0} and {LargestNumber:0}.";
        if (question.Whole && number != decimal.Truncate(number)) return "Answer with a whole number.";
        if (number < question.Min) return $"The smallest possible answer is {Plain(question.Min)}.";
        return number > question.Max ? $"The largest possible answer is {Plain(question.Max)}." : null;
    }

    static string? Quantity(Question question, JsonElement answer) =>
        answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("value", out var value) ? "Answer with an object that has a value and, if need be, a unit."
        : answer.GetRawText().Length > LongestText ? $"The longest possible answer is {LongestText} characters."
        : Number(question, value);

    static string? Moment(Question question, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.String || !Moments.IsOne(question.Type, answer.GetString()!))
            return $"Answer with {Moments.Example(question.Type)}.";
        if (question.From is { } from && Moments.Compare(answer.GetString()!, from) < 0) return $"The earliest possible answer is {from}.";
        return question.Until is { } until && Moments.Compare(answer.GetString()!, until) > 0
            ? $"The latest possible answer is {until}."
            : null;
    }

    /// <summary>How many characters a text has at most; null where the answer is no text.</summary>
    public static int? Longest(Question question) => question.Type switch
    {
        QuestionType.ShortText or QuestionType.Hidden => question.MaxLength ?? LongestLine,
        QuestionType.LongText => question.MaxLength ?? LongestText,
        QuestionType.Email => question.MaxLength ?? LongestAddress,
        QuestionType.Url => question.MaxLength ?? LongestUrl,
        _ => null,
    };

    /// <summary>How many choices there are at least; a required ranking orders all that can be.</summary>
    public static int? FewestChoices(Question question) =>
        question.MinChoices ?? (question is { Type: QuestionType.Ranking, Required: true } ? question.MaxChoices ?? question.Options.Count : null);

    static string? Text(Question question, JsonElement answer, MatchingTime time)
    {
        if (answer.ValueKind != JsonValueKind.String) return "Answer with a text.";
        var text = answer.GetString()!;
        if (text.Length > Longest(question)) return $"The longest possible answer is {Longest(question)} characters.";
        if (text.Length < question.MinLength) return $"The shortest possible answer is {question.MinLength} characters.";
        return question.Pattern is null || time.Fits(text, Whole(question.Pattern)) ? null : "This answer is not written as the question asks.";
    }

    /// <summary>A pattern that has to match the whole text.</summary>
    public static Regex Whole(string pattern) => Patterns.GetOrAdd(pattern, static text =>
    {
        if (Patterns.Count > MostPatterns) Patterns.Clear();
        return new(@$"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LongestMatch);
    });

    static string? AnObject(JsonElement answer) =>
        answer.ValueKind != JsonValueKind.Object ? "Answer with an object."
        : answer.GetRawText().Length > LargestObject ? $"The longest possible answer is {LargestObject} characters." : null;

    /// <remarks>Before each of them is looked at: a megabyte holds a hundred thousand.</remarks>
    static bool HasTooMany(JsonElement answer) => answer.ValueKind == JsonValueKind.Array && answer.GetArrayLength() > MostRepeats;

    static string? HowMany(Question question, int given) =>
        given < question.MinChoices ? $"Give at least {question.MinChoices}."
        : given > question.MaxChoices ? $"Give at most {question.MaxChoices}." : null;

    static bool IsChoice(Question question, JsonElement item) => IsOption(question, item) || (question.Other && IsOwnWords(item));

    static bool IsOwnWords(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.EnumerateObject().Count() == 1 && item.TryGetProperty("other", out var words)
        && words.ValueKind == JsonValueKind.String && words.GetString() is { Length: <= LongestOther } text && !string.IsNullOrWhiteSpace(text);

    static bool IsOption(Question question, JsonElement item) => question.Options.Any(option => Is(item, option));

    static bool Is(JsonElement item, Option option) => item.ValueKind == JsonValueKind.String && item.ValueEquals(option.Value);

    static bool HasDoubles(JsonElement answer) => answer.EnumerateArray().DistinctBy(item => item.ValueKind == JsonValueKind.String ? item.GetString() : item.GetRawText()).Count() < answer.GetArrayLength();

    static string Values(Question question) => Options(question) + (question.Other ? ", or { \"other\": \"in your own words\" }" : "");

    /// <summary>The first of what can be chosen.</summary>
    public static string Options(Question question)
    {
        const int most = 20;
        var values = string.Join(", ", question.Options.Take(most).Select(option => option.Value));
        return question.Options.Count > most ? $"{values}, …" : values;
    }

    static string Quoted(string name) => JsonSerializer.Serialize(name.Length > 64 ? name[..64] : name);

    static string Plain(decimal? number) => number!.Value.ToString(CultureInfo.InvariantCulture);
}
