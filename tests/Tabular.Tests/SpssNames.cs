namespace QLab.Tabular.Tests;

public sealed class SpssNames
{
    [Fact]
    public void Are_legal_short_and_unique_whatever_columns_are_called()
    {
        var end = new string('x', 70);

        var names = Names("ALL", "a-b", "a_b", "A.b", "a.b", "dot.", $"m{end[..63]}.1", $"m{end[..63]}.2", "with");

        names.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(names.Count);
        names.ShouldAllBe(name => IsLegal(name));
        names.ShouldNotContain("ALL");
        names.Take(3).ShouldBe(["ALL_2", "a_b", "a_b_2"]);
    }

    [Fact]
    public void Are_legal_for_any_columns() => Property.Holds(500, choices =>
    {
        var columns =
            choices.Some(1, 8, _ => "q" + string.Concat(choices.Some(0, 70, _ => choices.Pick("a", "B", "1", ".", "_", "-", "é"))));

        var names = Names([.. columns]);

        names.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(columns.Count);
        names.ShouldAllBe(name => IsLegal(name));
    });

    static bool IsLegal(string name) =>
        name.Length is > 0 and <= 64
            && char.IsAsciiLetter(name[0])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.')
            && !name.EndsWith('.');

    static List<string> Names(params string[] columns) =>
        [.. SpssVariable.Of(columns.Select(name => new Column(name, name, ColumnType.Text))).Select(variable => variable.Name)];
}
