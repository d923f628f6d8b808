using System.Globalization;
using QLab.Questionnaires;

namespace QLab.Surveys.Exports;

/// <summary>How SPSS is to read a column.</summary>
/// <param name="Name">Legal there: a letter first, no more than 64 bytes, each only once whatever its case.</param>
/// <param name="Format">An SPSS format.</param>
/// <param name="Codes">The number that stands for a value; null where cells hold what was answered.</param>
/// <param name="Labels">What the numbers mean.</param>
sealed record SpssVariable(Column Column, string Name, string Format, IReadOnlyDictionary<string, int>? Codes, IReadOnlyList<(int Code, string Label)> Labels)
{
    /// <summary>The number for "no answer" in variables that have <see cref="Labels"/>; elsewhere a cell is blank, which SPSS takes as missing.</summary>
    public const int NoAnswer = -99;

    public bool IsCoded => Labels.Count > 0;

    /// <summary>The number for an answer in own words.</summary>
    public int? OwnWords => Codes is not null && Column.Question!.Other ? Labels[^1].Code : null;
}

static class SpssVariables
{
    const int LongestName = 64, LongestString = 32_767, BytesPerCharacter = 4;

    static readonly HashSet<string> Reserved = new(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"], StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<SpssVariable> Of(ExportSpecification contents)
    {
        var taken = new HashSet<string>(Reserved, StringComparer.OrdinalIgnoreCase);
        return [.. contents.Columns.Select(column => Of(column, Name(column.Name, taken), contents))];
    }

    static SpssVariable Of(Column column, string name, ExportSpecification contents)
    {
        var question = column.Question;
        if (column.Part == Part.Option) return new(column, name, "F3.0", null, [(0, "Not chosen"), (1, "Chosen")]);
        if (column is { Part: Part.Answer, IsJoined: false } && question!.Type == QuestionType.YesNo) return new(column, name, "F3.0", null, [(0, "No"), (1, "Yes")]);
        if (column.IsJoined || column.Part is not (Part.Answer or Part.Row or Part.Place) || question!.Options.Count == 0) return new(column, name, Format(column, contents), null, []);

        var codes = Codes(question.Options);
        List<(int, string)> labels = [.. question.Options.Select(o => (codes[o.Value], contents.Say(o.Label)))];
        if (question.Other) labels.Add((codes.Values.Max() + 1, "In own words"));
        return new(column, name, "F8.0", codes, labels);
    }

    /// <summary>Values that are numbers stay what they are; others are counted from 1.</summary>
    static Dictionary<string, int> Codes(IReadOnlyList<Option> options) =>
        options.All(o => o.Value.Length < 8 && int.TryParse(o.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _) && (o.Value == "0" || o.Value[0] != '0'))
            ? options.ToDictionary(o => o.Value, o => int.Parse(o.Value, CultureInfo.InvariantCulture))
            : options.Index().ToDictionary(o => o.Item.Value, o => o.Index + 1);

    static string Format(Column column, ExportSpecification contents) => column switch
    {
        { Part: Part.ResponseId or Part.ParticipantId } => "A36",
        { Part: Part.SubmittedAt } => contents.DaysOnly ? "SDATE10" : "DATETIME20",
        { Part: Part.Language } => "A35",
        { IsJoined: true } => $"A{LongestString}",
        { Part: Part.Other } => "A4000",
        { Part: Part.Unit } => "A255",
        { Question: { } question } => Format(question),
        _ => "A255",
    };

    static string Format(Question question) => question.Type switch
    {
        QuestionType.Rating or QuestionType.NetPromoter => "F8.0",
        QuestionType.Number or QuestionType.Score or QuestionType.Quantity => question.Whole ? "F16.0" : "F16.4",
        QuestionType.Date => "SDATE10",
        QuestionType.Time => "TIME8",
        QuestionType.DateTime => "DATETIME20",
        QuestionType.ShortText or QuestionType.Hidden => Text(question.MaxLength ?? 1_000),
        QuestionType.Email => Text(254),
        QuestionType.Url => Text(2_000),
        _ => Text(question.MaxLength ?? 10_000),
    };

    static string Text(int characters) => $"A{Math.Min(LongestString, BytesPerCharacter * characters)}";

    static string Name(string column, HashSet<string> taken)
    {
        var legal = new string([.. column.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' ? c : '_')]);
        for (var i = 1; ; i++)
        {
            var ending = i == 1 ? "" : $"_{i}";
            var name = legal[..Math.Min(legal.Length, LongestName - ending.Length)].TrimEnd('.', '_') + ending;
            if (taken.Add(name)) return name;
        }
    }
}
