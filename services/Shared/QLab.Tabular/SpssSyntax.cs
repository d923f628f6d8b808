using System.Globalization;
using System.Text;

namespace QLab.Tabular;

/// <summary>Syntax that reads what <see cref="SpssTableWriter"/> wrote, with labels, measurement and missing values.</summary>
public static class SpssSyntax
{
    const int LongestVariableLabel = 255, LongestValueLabel = 120;

    /// <summary>The syntax for a file of data.</summary>
    /// <param name="variables">What the file holds.</param>
    /// <param name="file">The name of the file with the data, which lies in the folder that the syntax is run from.</param>
    /// <param name="comments">What it says of itself, a line each.</param>
    public static string Write(IReadOnlyList<SpssVariable> variables, string file, params ReadOnlySpan<string> comments)
    {
        var syntax = new StringBuilder("* Encoding: UTF-8.\n");
        foreach (var comment in comments) syntax.Append(CultureInfo.InvariantCulture, $"* {OneLine(comment).Replace('*', ' ')}\n");
        syntax.Append(CultureInfo.InvariantCulture, $"""
            GET DATA
              /TYPE=TXT
              /FILE='{file}'
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
        Each(variables, variable => $"{variable.Name} {Quoted(variable.Column.Label, LongestVariableLabel)}");

        var coded = variables.Where(variable => variable.IsCoded).ToList();
        if (coded.Count > 0)
        {
            syntax.Append("\nVALUE LABELS\n");
            Each(coded, variable => variable.Name + string.Concat(variable.Labels.Append((SpssVariable.NoAnswer, "No answer")).Select(ValueLabel)));
            syntax.Append("\nMISSING VALUES\n");
            Each(coded, variable => $"{variable.Name} ({SpssVariable.NoAnswer})");
            syntax.Append("\nVARIABLE LEVEL\n");
            Each(coded, variable => $"{variable.Name} ({(variable.Column.IsOrdinal ? "ORDINAL" : "NOMINAL")})");
        }
        return syntax.Append("\nEXECUTE.\n").ToString();

        void Each(IEnumerable<SpssVariable> all, Func<SpssVariable, string> line)
        {
            foreach (var (i, variable) in all.Index()) syntax.Append(i == 0 ? "  " : "  /").Append(line(variable)).Append('\n');
            syntax.Append("  .\n");
        }
    }

    static string ValueLabel((int Code, string Label) value) =>
        $"\n    {value.Code.ToString(CultureInfo.InvariantCulture)} {Quoted(value.Label, LongestValueLabel)}";

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
