using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using QLab.Benchmarks.Measured;

namespace QLab.Benchmarks.Load;

/// <summary>PostgreSQL's own load generator doing the same insert, with nothing in front of it.</summary>
static partial class Pgbench
{
    public static async Task<double> PerSecondAsync(string connectionString, Guid surveyId, int clients, TimeSpan duration)
    {
        var script = Path.GetTempFileName();
        var statement = MinimalEndpoint.Insert.Replace("$1", "gen_random_uuid()")
            .Replace("$2", $"'{surveyId}'")
            .Replace("$3", $"'{Submitter.Answers.Replace("'", "''")}'")
            .ReplaceLineEndings(" ");
        await File.WriteAllTextAsync(script, $"{statement};\n");
        try
        {
            var to = new NpgsqlConnectionStringBuilder(connectionString);
            var start = new ProcessStartInfo(Binary(), ["-n", "-M", "prepared", "-f", script, "-c", $"{clients}", "-j", "2", "-T", $"{(int)duration.TotalSeconds}", to.Database!])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
                Environment = { ["PGHOST"] = to.Host, ["PGPORT"] = $"{to.Port}", ["PGUSER"] = to.Username, ["PGPASSWORD"] = to.Password },
            };
            using var process = Process.Start(start)!;
            var complaints = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            return Tps().Match(output) is { Success: true } found
                ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench said: {output} {await complaints}");
        }
        finally
        {
            File.Delete(script);
        }
    }

    static string Binary() =>
        Directory.GetDirectories("/usr/lib/postgresql").Order().Select(folder => Path.Combine(folder, "bin", "pgbench")).Last(File.Exists);

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}
