using System.Globalization;
using System.Text.Json;
using QLab.Questionnaires;
using QLab.Tabular;

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
    string Variable, string? Question, string Text, string Type, IReadOnlyList<ValueLabel> Values, string Missing, string Constraints,
    string ShownWhen, IReadOnlyList<string> Languages);

static class ResponseCodebook
{
    static readonly Table<CodebookEntry> Table = new(
        new("variable", ColumnType.Text, (entry, cell) => cell.Text(entry.Variable)),
        new("question", ColumnType.Text, (entry, cell) => cell.Text(entry.Question ?? "")),
        new("text", ColumnType.Text, (entry, cell) => cell.Text(entry.Text)),
        new("type", ColumnType.Text, (entry, cell) => cell.Text(entry.Type)),
        new("values", ColumnType.Text, (entry, cell) => cell.Text(Codebook.Values(entry.Values))),
        new("missing", ColumnType.Text, (entry, cell) => cell.Text(entry.Missing)),
        new("constraints", ColumnType.Text, (entry, cell) => cell.Text(entry.Constraints)),
        new("shownWhen", ColumnType.Text, (entry, cell) => cell.Text(entry.ShownWhen)),
        new("languages", ColumnType.Text, (entry, cell) => cell.Text(string.Join(", ", entry.Languages))));

    static readonly ValueLabel[] NoAndYes =
        [new("0", "No"), new("1", "Yes")], NotChosenOrChosen = [new("0", "Not chosen"), new("1", "Chosen")];

    public static IReadOnlyList<CodebookEntry> Of(ExportSpecification contents)
    {
        var conditions = Conditions(contents.Definition.Questions, []).ToDictionary(c => c.Id, c => c.All);
        return [.. contents.Columns.Select(column => column.Question is { } question ? About(column, question, conditions[question.Id], contents) : AboutResponse(column, contents))];
    }

    public static void Write(CsvWriter csv, ExportSpecification contents) =>
        Table.Write(new CsvTableWriter(csv, Table.Names), Of(contents));

    static CodebookEntry About(ResponseColumn column, Question question, IReadOnlyList<Condition> conditions, ExportSpecification contents) => new(
        column.Name, question.Id, Text(column, question, contents), Type(column, question), Values(column, question, contents),
        Missing(column, conditions),
        InWords.Constraints(question), InWords.Of(conditions), [.. contents.Definition.Languages.Where(language => question.Text.Speaks(language, contents.Definition.Languages))]);

    static CodebookEntry AboutResponse(ResponseColumn column, ExportSpecification contents)
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

    static string Text(ResponseColumn column, Question question, ExportSpecification contents) => contents.Say(question.Text) + column.Part switch
    {
        Part.Option => $" – {contents.Say(question.Options.First(o => o.Value == column.Key).Label)}",
        Part.Row => $" – {contents.Say(question.Rows.First(r => r.Value == column.Key).Label)}",
        Part.Place => $" – place {column.Key}",
        Part.Other => " – in own words",
        Part.Unit => " – unit",
        _ => "",
    };

    static string Type(ResponseColumn column, Question question) =>
        JsonNamingPolicy.CamelCase.ConvertName(question.Type.ToString()) + (column.IsJoined ? ", several answers joined by ;" : column.Part == Part.Unit && question.Unit is { } unit ? $", {unit}" : "");

    static IReadOnlyList<ValueLabel> Values(ResponseColumn column, Question question, ExportSpecification contents) => (column.Part, question.Type) switch
    {
        (Part.Option, _) => NotChosenOrChosen,
        (Part.Answer, QuestionType.YesNo) => NoAndYes,
        (Part.Answer, QuestionType.Score) => [.. question.Score?.Bands.Select(b => new ValueLabel($"from {b.From.ToString(CultureInfo.InvariantCulture)}", contents.Say(b.Label))) ?? []],
        (Part.Answer or Part.Row or Part.Place, _) => [.. question.Options.Select(o => new ValueLabel(o.Value, contents.Say(o.Label)))],
        _ => [],
    };

    static string Missing(ResponseColumn column, IReadOnlyList<Condition> conditions) => column.Part switch
    {
        Part.Other => "nothing in own words",
        Part.Unit => "no unit given",
        Part.Place => "fewer options ranked",
        Part.Answer when column.Question is { Type: QuestionType.Score } => "too few of its questions answered",
        _ => conditions.Count > 0 ? "not answered, or not asked" : "not answered",
    };

    static IEnumerable<(string Id, IReadOnlyList<Condition> All)> Conditions(
        IEnumerable<Question> questions, IReadOnlyList<Condition> around)
    {
        foreach (var question in questions)
        {
            IReadOnlyList<Condition> all = question.ShownWhen is { } own ? [.. around, own] : around;
            yield return (question.Id, all);
            foreach (var inside in Conditions(question.Questions, all)) yield return inside;
        }
    }
}
