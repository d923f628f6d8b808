using System.Globalization;
using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Surveys.Exports;

/// <summary>What a column of wide data means.</summary>
/// <param name="Variable">The column.</param>
/// <param name="Question">The id of the question; null for what is said of the whole response.</param>
/// <param name="Text">What people were asked, with the option or row that the column is about.</param>
/// <param name="Type">The type of question and what its cells hold.</param>
/// <param name="Values">What values mean.</param>
/// <param name="Missing">What an empty cell means.</param>
/// <param name="Constraints">What an answer had to be like.</param>
/// <param name="ShownWhen">When the question came up; empty for always.</param>
/// <param name="Languages">In which languages there is a text for it.</param>
sealed record CodebookEntry(
    string Variable, string? Question, string Text, string Type, IReadOnlyList<ValueLabel> Values, string Missing, string Constraints, string ShownWhen, IReadOnlyList<string> Languages);

/// <param name="Value">As it stands in a cell.</param>
/// <param name="Label">What people read.</param>
sealed record ValueLabel(string Value, string Label);

static class Codebook
{
    static readonly string[] Header = ["variable", "question", "text", "type", "values", "missing", "constraints", "shownWhen", "languages"];
    static readonly ValueLabel[] NoAndYes = [new("0", "No"), new("1", "Yes")], NotChosenOrChosen = [new("0", "Not chosen"), new("1", "Chosen")];

    public static IReadOnlyList<CodebookEntry> Of(ExportSpecification contents)
    {
        var conditions = Conditions(contents.Definition.Questions, []).ToDictionary(c => c.Id, c => c.All);
        return [.. contents.Columns.Select(column => column.Question is { } question ? About(column, question, conditions[question.Id], contents) : AboutResponse(column, contents))];
    }

    public static void Write(Csv csv, ExportSpecification contents)
    {
        foreach (var name in Header) csv.Text(name);
        csv.EndLine();
        foreach (var entry in Of(contents))
        {
            foreach (var cell in (string[])[
                entry.Variable, entry.Question ?? "", entry.Text, entry.Type, string.Join("; ", entry.Values.Select(v => $"{v.Value} = {v.Label}")),
                entry.Missing, entry.Constraints, entry.ShownWhen, string.Join(", ", entry.Languages)]) csv.Text(cell);
            csv.EndLine();
        }
    }

    static CodebookEntry About(Column column, Question question, IReadOnlyList<Condition> conditions, ExportSpecification contents) => new(
        column.Name, question.Id, Text(column, question, contents), Type(column, question), Values(column, question, contents), Missing(column, conditions),
        InWords.Constraints(question), InWords.Of(conditions), [.. contents.Definition.Languages.Where(language => question.Text.Speaks(language, contents.Definition.Languages))]);

    static CodebookEntry AboutResponse(Column column, ExportSpecification contents)
    {
        var (text, type, missing) = column.Part switch
        {
            Part.ResponseId => ("The response, a contribution: the same id everywhere", "text", ""),
            Part.SubmittedAt when contents.DaysOnly => ("On which day it was submitted", "date", ""),
            Part.SubmittedAt => ("When it was submitted", "dateTime, UTC", ""),
            Part.Language => ("In which language it was given", "text", ""),
            _ => ("Whose response it is", "text", "erased"),
        };
        return new(column.Name, null, text, type, [], missing, "", "", []);
    }

    static string Text(Column column, Question question, ExportSpecification contents) => contents.Say(question.Text) + column.Part switch
    {
        Part.Option => $" – {contents.Say(question.Options.First(o => o.Value == column.Key).Label)}",
        Part.Row => $" – {contents.Say(question.Rows.First(r => r.Value == column.Key).Label)}",
        Part.Place => $" – place {column.Key}",
        Part.Other => " – in own words",
        Part.Unit => " – unit",
        _ => "",
    };

    static string Type(Column column, Question question) =>
        JsonNamingPolicy.CamelCase.ConvertName(question.Type.ToString()) + (column.IsJoined ? ", several answers joined by ;" : column.Part == Part.Unit && question.Unit is { } unit ? $", {unit}" : "");

    static IReadOnlyList<ValueLabel> Values(Column column, Question question, ExportSpecification contents) => (column.Part, question.Type) switch
    {
        (Part.Option, _) => NotChosenOrChosen,
        (Part.Answer, QuestionType.YesNo) => NoAndYes,
        (Part.Answer, QuestionType.Score) => [.. question.Score?.Bands.Select(b => new ValueLabel($"from {b.From.ToString(CultureInfo.InvariantCulture)}", contents.Say(b.Label))) ?? []],
        (Part.Answer or Part.Row or Part.Place, _) => [.. question.Options.Select(o => new ValueLabel(o.Value, contents.Say(o.Label)))],
        _ => [],
    };

    static string Missing(Column column, IReadOnlyList<Condition> conditions) => column.Part switch
    {
        Part.Other => "nothing in own words",
        Part.Unit => "no unit given",
        Part.Place => "fewer options ranked",
        Part.Answer when column.Question is { Type: QuestionType.Score } => "too few of its questions answered",
        _ => conditions.Count > 0 ? "not answered, or not asked" : "not answered",
    };

    static IEnumerable<(string Id, IReadOnlyList<Condition> All)> Conditions(IEnumerable<Question> questions, IReadOnlyList<Condition> around)
    {
        foreach (var question in questions)
        {
            IReadOnlyList<Condition> all = question.ShownWhen is { } own ? [.. around, own] : around;
            yield return (question.Id, all);
            foreach (var inside in Conditions(question.Questions, all)) yield return inside;
        }
    }
}
