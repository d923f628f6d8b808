using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace QLab.Tabular.Tests;

public sealed class WritingTables
{
    static readonly Table<Place> Places = new(
        new(new("id", "The place", ColumnType.Text), (place, cell) => cell.Id(place.Id)),
        new(new("name", "What it is called", ColumnType.Text), (place, cell) => cell.Text(place.Name)),
        new(new("seats", "How many may sit", ColumnType.Whole) { Missing = "nobody counted" }, Seats),
        new(new("since", "Since when it is used", ColumnType.DateTime), (place, cell) => cell.Instant(place.Since)),
        new(new("step", "A step at the door", ColumnType.Flag) { Values = [new("0", "No"), new("1", "Yes")] }, (place, cell) => cell.Flag(place.HasStep)));

    static readonly Place[] Two =
    [
        new(new Guid(1, 2, 3, new byte[8]), "=Hall, \"new\"", 40, new(2018, 9, 3, 8, 30, 0, DateTimeKind.Utc), true),
        new(Guid.Empty, "Yard", null, new(2018, 9, 3, 8, 30, 0, 250, DateTimeKind.Utc), false),
    ];

    [Fact]
    public void Gives_every_row_its_cells_in_the_order_of_the_columns()
    {
        var file = new ArrayBufferWriter<byte>();
        Places.Write(new CsvTableWriter(new(file, Delimiter.Semicolon, bom: true), Places.Names), Two);

        Encoding.UTF8.GetString(file.WrittenSpan).ShouldBe(
            "\uFEFFid;name;seats;since;step\r\n"
            + "00000001-0002-0003-0000-000000000000;\"'=Hall, \"\"new\"\"\";40;2018-09-03T08:30:00Z;1\r\n"
            + "00000000-0000-0000-0000-000000000000;Yard;;2018-09-03T08:30:00.25Z;0\r\n");
    }

    [Fact]
    public async Task Sends_rows_while_they_come()
    {
        var (pipe, ct) = (new Pipe(), TestContext.Current.CancellationToken);
        var more = new TaskCompletionSource();

        var writing =
            RowStream.WriteAsync(pipe.Writer, file => Places.To(new CsvTableWriter(new(file), Places.Names)), Rows(more.Task), ct);
        var first = await pipe.Reader.ReadAsync(ct);
        Encoding.UTF8.GetString(first.Buffer).ShouldBe("id,name,seats,since,step\r\n", "the first line is there before any row");
        pipe.Reader.AdvanceTo(first.Buffer.End);
        more.SetResult();
        await writing;

        CsvText.Read(Encoding.UTF8.GetString((await pipe.Reader.ReadAsync(ct)).Buffer)).Select(row => row[2]).ShouldBe(["40", ""]);
    }

    [Fact]
    public void A_codebook_is_a_table_of_its_columns()
    {
        var file = new ArrayBufferWriter<byte>();
        Codebook.Table.Write(new CsvTableWriter(new(file), Codebook.Table.Names), Places.Columns);

        var rows = CsvText.Rows(Encoding.UTF8.GetString(file.WrittenSpan));
        rows.Select(row => row["variable"]).ShouldBe(Places.Names);
        (rows[2]["type"], rows[2]["missing"], rows[3]["type"], rows[4]["values"]).ShouldBe(
            ("whole", "nobody counted", "dateTime", "0 = No; 1 = Yes"));
    }

    static void Seats(Place place, ITableWriter cell)
    {
        if (place.Seats is { } seats) cell.Number(seats);
        else cell.Blank();
    }

    static async IAsyncEnumerable<Place> Rows(Task more)
    {
        await more;
        foreach (var place in Two) yield return place;
    }

    sealed record Place(Guid Id, string Name, int? Seats, DateTime Since, bool HasStep);
}
