using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>
/// Brings a database to the schema that the code expects: numbered SQL files embedded in ServiceDefaults and in the service
/// (<c>0001_what.sql</c>), each applied once, in one transaction, under an advisory lock so that replicas can start together.
/// </summary>
/// <param name="dataSource">The service's database.</param>
/// <param name="service">The assembly that holds the service's files.</param>
/// <param name="logger">Says which files were applied.</param>
public sealed partial class Migrations(NpgsqlDataSource dataSource, Assembly service, ILogger<Migrations> logger)
{
    const long LockKey = 0x514C6162; // "QLab"

    /// <summary>Applies what is missing.</summary>
    /// <param name="ct">Stops between files.</param>
    /// <exception cref="MigrationRefusedException">
    /// A file that was applied has been edited, removed or slipped in before a newer one.
    /// </exception>
    public async Task ApplyAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await Execute(connection, $"SELECT pg_advisory_lock({LockKey})", ct);
        try
        {
            await Execute(connection, """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    source text NOT NULL, name text NOT NULL, checksum text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (source, name))
                """, ct);
            await ApplyFrom(typeof(Migrations).Assembly, "platform", connection, ct);
            await ApplyFrom(service, "service", connection, ct);
        }
        finally
        {
            await Execute(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    async Task ApplyFrom(Assembly assembly, string source, NpgsqlConnection connection, CancellationToken ct)
    {
        var applied = await Applied(connection, source, ct);
        var files = Files(assembly);
        Refuse(source, files, applied);

        foreach (var file in files.Where(f => !applied.ContainsKey(f.Name)))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await Execute(connection, file.Sql, ct);
            await using var record = new NpgsqlCommand("INSERT INTO schema_migrations (source, name, checksum) VALUES ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = source }, new() { Value = file.Name }, new() { Value = file.Checksum } },
            };
            await record.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
            Log.Applied(logger, source, file.Name);
        }
    }

    static void Refuse(string source, IReadOnlyList<MigrationFile> files, Dictionary<string, string> applied)
    {
        foreach (var (name, checksum) in applied)
        {
            var file = files.FirstOrDefault(f => f.Name == name)
                ?? throw new MigrationRefusedException($"The database has the {source} migration {name}, which this build does not know. Start the build that wrote it, or a newer one.");
            if (file.Checksum != checksum)
                throw new MigrationRefusedException($"The {source} migration {name} was applied and has been edited since. Undo the edit and write a new numbered file instead.");
        }

        var newest = applied.Keys.Max(StringComparer.Ordinal);
        if (files.FirstOrDefault(f => !applied.ContainsKey(f.Name) && string.CompareOrdinal(f.Name, newest) < 0) is { } late)
            throw new MigrationRefusedException($"The {source} migration {late.Name} comes before {newest}, which is already applied. Give it a higher number.");
    }

    static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, string source, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT name, checksum FROM schema_migrations WHERE source = $1", connection)
        {
            Parameters = { new() { Value = source } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct)) applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }

    static List<MigrationFile> Files(Assembly assembly) =>
        [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => MigrationFile.Read(assembly, name))];

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    sealed record MigrationFile(string Name, string Sql, string Checksum)
    {
        public static MigrationFile Read(Assembly assembly, string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            return new(name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Applied {Source} migration {Name}")]
        public static partial void Applied(ILogger logger, string source, string name);
    }
}

/// <summary>The schema and the migration files disagree in a way that only a person can settle.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class MigrationRefusedException(string message) : Exception(message);
