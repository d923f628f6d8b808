using System.Diagnostics;

namespace QLab.Platform.Tests.Engine;

/// <summary>A statement through psql, with what a connection string says.</summary>
internal static class Database
{
    public static async Task<string> QueryAsync(string connectionString, string sql)
    {
        var (exitCode, output, errors) = await TryAsync(connectionString, sql);
        exitCode.ShouldBe(0, errors);
        return output.Trim();
    }

    public static async Task<(int ExitCode, string Output, string Errors)> TryAsync(string connectionString, string sql)
    {
        var part = connectionString.Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var start = new ProcessStartInfo("psql", ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = part["Host"], ["PGPORT"] = part["Port"], ["PGDATABASE"] = part["Database"],
                ["PGUSER"] = part["Username"], ["PGPASSWORD"] = part["Password"],
            },
        };
        using var psql = Process.Start(start)!;
        var output = psql.StandardOutput.ReadToEndAsync();
        var errors = await psql.StandardError.ReadToEndAsync();
        await psql.WaitForExitAsync();
        return (psql.ExitCode, await output, errors);
    }
}
