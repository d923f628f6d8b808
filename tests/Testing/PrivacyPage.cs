using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Testing;

/// <summary>Holds docs/privacy.md, the nouns that answer for personal data, and the database of a service against each other.</summary>
public static partial class PrivacyPage
{
    static readonly string[] OfThePlatform =
    [
        "outbox", "inbox", "idempotency_records", "erased_ids", "postponed_work", "dead_letter_erasures", "file_contents", "file_chunks",
        "schema_migrations",
    ];

    /// <summary>
    /// What does not agree, one line each; empty when every table with personal data is named on the page and answered for by exactly
    /// one noun.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync<TProgram>(ServiceApp<TProgram> app, string service) where TProgram : class
    {
        var page = await File.ReadAllTextAsync(Path());
        using var scope = app.Services.CreateScope();
        var answeredFor = scope.ServiceProvider.GetServices<IPersonalData>().SelectMany(noun => noun.Tables).ToList();
        var impersonal = Impersonal(page, service);
        var all = (await app.Database.TablesAsync()).Except(OfThePlatform).ToList();

        return
        [
            .. answeredFor.GroupBy(table => table)
                .Where(twice => twice.Count() > 1)
                .Select(twice => $"{twice.Key} is answered for by more than one noun"),
            .. answeredFor.Except(all).Select(table => $"{table} is answered for and does not exist"),
            .. answeredFor.Intersect(impersonal).Select(table => $"{table} is answered for and said to hold nothing about people"),
            .. answeredFor.Where(table => !page.Contains($"`{table}`", StringComparison.Ordinal))
                .Select(table => $"{table} holds personal data and is not on the page"),
            .. all.Except(answeredFor)
                .Except(impersonal)
                .Select(table => $"{table} is neither answered for nor said to hold nothing about people"),
            .. impersonal.Except(all).Select(table => $"{table} is on the page and does not exist"),
            .. (await PersonalColumnsAsync(app.Database, impersonal)).Select(column => $"{column} looks personal in a table that is said not to be"),
        ];
    }

    /// <remarks>The last section of the page has a line for each service: <c>- surveys: `projects`, `surveys`</c>.</remarks>
    static List<string> Impersonal(string page, string service) =>
        [.. Code().Matches(page.Split("## Tables without personal data")[1].Split('\n').Single(line => line.StartsWith($"- {service}:", StringComparison.Ordinal))).Select(m => m.Groups[1].Value)];

    static async Task<List<string>> PersonalColumnsAsync(NpgsqlDataSource database, List<string> tables)
    {
        await using var command = database.CreateCommand("""
            SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_name = ANY($1) AND column_name ~ '(person|participa|email|address|postal|phone|subscri|ledger|audit_id)'
            """);
        command.Parameters.Add(new() { Value = tables.ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<string>();
        while (await reader.ReadAsync()) columns.Add(reader.GetString(0));
        return columns;
    }

    static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath("../../docs/privacy.md", System.IO.Path.GetDirectoryName(here)!);

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Code();
}
