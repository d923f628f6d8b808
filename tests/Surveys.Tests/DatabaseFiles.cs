using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace QLab.Surveys.Tests;

/// <summary>A row as it lies in a table's file, dead or alive.</summary>
sealed class LyingRow(string table, (long Page, int Number) place, long writtenBy, long touchedBy, byte[] data)
{
    const int Telling = 16;
    HashSet<string>? values;

    public string Table => table;

    /// <summary>Its page and its number there.</summary>
    public (long Page, int Number) Place => place;

    /// <summary>The transaction that wrote it.</summary>
    public long WrittenBy => writtenBy;

    /// <summary>The transaction that deleted it, wrote it anew or locked it; 0 for none.</summary>
    public long TouchedBy => touchedBy;

    public bool Holds(Guid id) => data.AsSpan().IndexOf(id.ToByteArray(bigEndian: true)) >= 0;

    public bool Says(Guid id) => data.AsSpan().IndexOf(Encoding.ASCII.GetBytes(id.ToString())) >= 0;

    /// <summary>Whether some value, as long as an id, stands in both, other than ids that are known to stand in many rows.</summary>
    public bool SharesAValueWith(LyingRow other, IReadOnlyList<Guid> known) => Values(known).Overlaps(other.Values(known));

    HashSet<string> Values(IReadOnlyList<Guid> known)
    {
        if (values is not null) return values;
        var own = data.ToArray();
        foreach (var id in known)
            while (own.AsSpan().IndexOf(id.ToByteArray(bigEndian: true)) is >= 0 and var at) own.AsSpan(at, Telling).Clear();
        return values = [.. Enumerable.Range(0, Math.Max(0, own.Length - Telling + 1))
            .Select(at => Convert.ToHexString(own.AsSpan(at, Telling)))
            .Where(value => !value.Contains("0000", StringComparison.Ordinal))];
    }
}

/// <summary>
/// What somebody reads who has the files of the database: every row that has not been written over, and the write-ahead log.
/// </summary>
/// <param name="slot">Keeps the log from being removed meanwhile.</param>
sealed partial class DatabaseFiles(NpgsqlDataSource database, string slot) : IAsyncDisposable
{
    public static async Task<DatabaseFiles> OpenAsync(NpgsqlDataSource database)
    {
        var slot = $"reader_{Guid.NewGuid():N}";
        await using var open = database.CreateCommand(
            $"CREATE EXTENSION IF NOT EXISTS pageinspect; SELECT pg_create_physical_replication_slot('{slot}', true)");
        await open.ExecuteNonQueryAsync();
        return new(database, slot);
    }

    public async ValueTask DisposeAsync()
    {
        await using var drop = database.CreateCommand($"SELECT pg_drop_replication_slot('{slot}')");
        await drop.ExecuteNonQueryAsync();
    }

    public async Task<List<LyingRow>> RowsAsync(string table)
    {
        await using var command = database.CreateCommand($"""
            SELECT page, lp::int, t_xmin::text::bigint, t_xmax::text::bigint, t_data
            FROM generate_series(0, pg_relation_size('{table}') / current_setting('block_size')::int - 1) AS page,
                heap_page_items(get_raw_page('{table}', page::int)) WHERE t_data IS NOT NULL
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<LyingRow>();
        while (await reader.ReadAsync())
            rows.Add(new(
                table, (reader.GetInt64(0), reader.GetInt32(1)), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4)));
        return rows;
    }

    /// <summary>Where the write-ahead log ends now.</summary>
    public async Task<string> EndOfLogAsync() => await ScalarAsync("SELECT pg_current_wal_flush_lsn()::text");

    /// <summary>Which rows of these tables each transaction wrote or touched since then, as the write-ahead log tells.</summary>
    public async Task<ILookup<long, (string Table, (long Page, int Number) Place)>> LogAsync(string since, params string[] tables)
    {
        var files = new Dictionary<string, string>();
        foreach (var table in tables)
            files[await ScalarAsync(
                $"SELECT oid || '/' || pg_relation_filenode('{table}') FROM pg_database WHERE datname = current_database()")] = table;
        var start = new ProcessStartInfo(await ScalarAsync("SELECT setting || '/pg_waldump' FROM pg_config WHERE name = 'BINDIR'"),
            ["-p", await ScalarAsync("SELECT current_setting('data_directory') || '/pg_wal'"), "-s", since, "-e", await EndOfLogAsync()])
        { RedirectStandardOutput = true };
        using var dump = Process.Start(start)!;
        var text = await dump.StandardOutput.ReadToEndAsync();
        await dump.WaitForExitAsync();
        return HeapRecord().Matches(text)
            .Where(record => files.ContainsKey(record.Groups["file"].Value))
            .ToLookup(
                record => Number(record, "tx"),
                record => (files[record.Groups["file"].Value], (Number(record, "page"), (int)Number(record, "row"))));
    }

    static long Number(Match record, string group) => long.Parse(record.Groups[group].Value, CultureInfo.InvariantCulture);

    async Task<string> ScalarAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    [GeneratedRegex(
        @"^rmgr: Heap .*tx: +(?<tx>\d+), .*desc: \S+ .*?off (?<row>\d+).*?blkref #0: rel \d+/(?<file>\d+/\d+) blk (?<page>\d+)",
        RegexOptions.Multiline)]
    private static partial Regex HeapRecord();
}
