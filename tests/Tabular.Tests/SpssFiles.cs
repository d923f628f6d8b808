using System.Buffers;
using System.Text;

namespace QLab.Tabular.Tests;

public sealed class SpssFiles
{
    static readonly Column[] Columns =
    [
        new("how", "How often?", ColumnType.Choice)
        {
            Values = [new("a", "Always"), new("b", "Not * at\nall")], Other = "In own words", IsOrdinal = true,
        },
        new("grade", "It's \"the\" grade", ColumnType.Choice) { Values = [new("0", "none"), new("7", "seven")] },
        new("came", "Came?", ColumnType.Flag) { Values = [new("0", "No"), new("1", "Yes")] },
        new("words", "Words", ColumnType.Text) { Width = Column.WidthOf(50) }, new("all", "Everything", ColumnType.Text), new("score", "Score", ColumnType.Number),
        new("count", "Count", ColumnType.Whole), new("on", "Day", ColumnType.Date), new("at", "Time", ColumnType.Time), new("when", "Instant", ColumnType.DateTime),
    ];

    [Fact]
    public void Syntax_reads_labels_and_declares_what_is_missing() => SpssSyntax.Write(SpssVariable.Of(Columns), "places.csv", "A title * with\na star").ShouldBe("""
        * Encoding: UTF-8.
        * A title   with a star
        GET DATA
          /TYPE=TXT
          /FILE='places.csv'
          /ENCODING='UTF8'
          /ARRANGEMENT=DELIMITED
          /DELCASE=LINE
          /FIRSTCASE=2
          /DELIMITERS=","
          /QUALIFIER='"'
          /VARIABLES=
            how F8.0
            grade F8.0
            came F3.0
            words A200
            all_2 A32767
            score F16.4
            count F16.0
            on SDATE10
            at TIME8
            when DATETIME20
          .

        VARIABLE LABELS
          how 'How often?'
          /grade 'It''s "the" grade'
          /came 'Came?'
          /words 'Words'
          /all_2 'Everything'
          /score 'Score'
          /count 'Count'
          /on 'Day'
          /at 'Time'
          /when 'Instant'
          .

        VALUE LABELS
          how
            1 'Always'
            2 'Not * at all'
            3 'In own words'
            -99 'No answer'
          /grade
            0 'none'
            7 'seven'
            -99 'No answer'
          /came
            0 'No'
            1 'Yes'
            -99 'No answer'
          .

        MISSING VALUES
          how (-99)
          /grade (-99)
          /came (-99)
          .

        VARIABLE LEVEL
          how (ORDINAL)
          /grade (NOMINAL)
          /came (NOMINAL)
          .

        EXECUTE.

        """);

    [Fact]
    public void Data_has_numbers_for_choices_and_spss_own_days_and_times() => Written(cells =>
    {
        cells.Choice("b"u8);
        cells.Choice("7"u8);
        cells.Flag(true);
        cells.Text("two\r\nlines");
        cells.Numbers("-1;2"u8);
        cells.Number("-3.50"u8);
        cells.Number(12);
        cells.Date(new(2018, 9, 3));
        cells.Time("09:30"u8);
        cells.Instant("2018-09-03T09:30:00+01:00"u8);
    }).ShouldBe("2,7,1,two  lines,\"'-1;2\",-3.50,12,2018-09-03,09:30:00,03-SEP-2018 08:30:00");

    [Fact]
    public void What_is_missing_is_minus_99_in_coded_variables_and_blank_elsewhere() => Written(cells =>
    {
        cells.Other();
        cells.Choice("8"u8);
        foreach (var _ in Columns.Skip(2)) cells.Blank();
    }).ShouldBe("3,-99,-99,,,,,,,");

    [Fact]
    public void Labels_end_before_the_character_that_would_make_them_too_long() => SpssSyntax
        .Write(SpssVariable.Of([new("q", new string('x', 254) + "é", ColumnType.Text)]), "f.csv").ShouldContain($"  q '{new string('x', 254)}'\n");

    static string Written(Action<ITableWriter> row)
    {
        var file = new ArrayBufferWriter<byte>();
        var cells = new SpssTableWriter(new(file), SpssVariable.Of(Columns));
        cells.Begin();
        row(cells);
        cells.EndRow();
        return Encoding.UTF8.GetString(file.WrittenSpan).Split("\r\n") is ["how,grade,came,words,all_2,score,count,on,at,when", var line, ""] ? line : "";
    }
}
