using System.Globalization;
using System.Text;
using QLab.Questionnaires;

namespace QLab.Surveys.Exports;

/// <summary>Syntax that reads the data of the same moment, with labels, measurement and missing values.</summary>
static class SpssSyntax
{
    const int LongestVariableLabel = 255, LongestValueLabel = 120;

    public static string Write(ExportSpecification contents)
    {
        var variables = SpssVariables.Of(contents);
        var codebook = Codebook.Of(contents);
        var syntax = new StringBuilder();
        syntax.Append(CultureInfo.InvariantCulture, $"""
            * Encoding: UTF-8.
            * {OneLine(contents.Survey.Title).Replace('*', ' ')}, as of position {contents.AsOf}.
            * Fetch the data as spssData with the same asOf, save it beside this file and run this from there.
            GET DATA
              /TYPE=TXT
              /FILE='{(contents with { Format = ExportFormat.SpssData }).FileName}'
              /ENCODING='UTF8'
              /ARRANGEMENT=DELIMITED
              /DELCASE=LINE
              /FIRSTCASE=2
              /DELIMITERS=","
              /QUALIFIER='"'
              /VARIABLES=

            """);
        foreach (var variable in variables) syntax.Append(CultureInfo.InvariantCulture, $"    {variable.Name} {variable.Format}\n");
        syntax.Append("  .\n\nVARIABLE LABELS\n");
        Each(variables.Zip(codebook), (pair, _) => $"{pair.First.Name} {Quoted(pair.Second.Text, LongestVariableLabel)}");

        var coded = variables.Where(v => v.IsCoded).ToList();
        if (coded.Count > 0)
        {
            syntax.Append("\nVALUE LABELS\n");
            Each(coded, (variable, _) => $"{variable.Name}{string.Concat(variable.Labels.Append((SpssVariable.NoAnswer, "No answer")).Select(l => $"\n    {l.Item1.ToString(CultureInfo.InvariantCulture)} {Quoted(l.Item2, LongestValueLabel)}"))}");
            syntax.Append("\nMISSING VALUES\n");
            Each(coded, (variable, _) => $"{variable.Name} ({SpssVariable.NoAnswer})");
            syntax.Append("\nVARIABLE LEVEL\n");
            Each(coded, (variable, _) => $"{variable.Name} ({(variable.Column.Question!.Type is QuestionType.Likert or QuestionType.Matrix ? "ORDINAL" : "NOMINAL")})");
        }
        return syntax.Append("\nEXECUTE.\n").ToString();

        void Each<T>(IEnumerable<T> items, Func<T, int, string> line)
        {
            foreach (var (i, item) in items.Index()) syntax.Append(i == 0 ? "  " : "  /").Append(line(item, i)).Append('\n');
            syntax.Append("  .\n");
        }
    }

    static string Quoted(string text, int longest) => $"'{Cut(OneLine(text), longest).Replace("'", "''")}'";

    static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    /// <remarks>SPSS counts bytes; a character is left out whole.</remarks>
    static string Cut(string text, int longest)
    {
        var bytes = 0;
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > longest) break;
            cut.Append(rune.ToString());
        }
        return cut.ToString();
    }
}
