using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace QLab.Testing;

/// <summary>
/// Holds the schema that the SQL files make against the one that EF Core's model means, column for column and index for index.
/// </summary>
public static class SchemaComparison
{
    /// <summary>What differs, one line each; empty when the two are the same.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync<TDb>(
        IServiceProvider services, NpgsqlDataSource database) where TDb : DbContext
    {
        using var scope = services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<TDb>().GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var meant = model.Tables.SelectMany(Describe).ToHashSet();
        var made = await ReadAsync(database);
        return [.. meant.Except(made)
            .Select(line => $"only in the model: {line}"), .. made.Except(meant).Select(line => $"only in the SQL files: {line}")];
    }

    static IEnumerable<string> Describe(ITable table) =>
    [
        .. table.Columns.Where(c => c.Name != "xmin")
            .Select(c => $"column {table.Name}.{c.Name} {c.StoreType}{(c.IsNullable ? "" : " not null")}"),
        .. table.Indexes.Select(i => $"index {table.Name} {(i.IsUnique ? "unique " : "")}({string.Join(", ", i.Columns.Select(c => c.Name))}) {i.Name}{(i.Filter is { } filter ? $" where {filter}" : "")}"),
        .. table.UniqueConstraints.Select(u => $"index {table.Name} unique ({string.Join(", ", u.Columns.Select(c => c.Name))}) {u.Name}"),
        .. table.ForeignKeyConstraints.Select(f => $"foreign key {table.Name}.{f.Name} -> {f.PrincipalTable.Name}"),
    ];

    static async Task<HashSet<string>> ReadAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            SELECT format('column %s.%s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'schema_migrations'
            UNION ALL
            SELECT format('index %s %s(%s) %s%s', t.relname, CASE WHEN i.indisunique THEN 'unique ' ELSE '' END,
                (SELECT string_agg(coalesce(a.attname, pg_get_indexdef(i.indexrelid, k.n::int, true)), ', ' ORDER BY k.n)
                 FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k(attnum, n) LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum AND k.attnum > 0),
                x.relname, coalesce(' where ' || pg_get_expr(i.indpred, i.indrelid), ''))
            FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
            WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> 'schema_migrations'
            UNION ALL
            SELECT format('foreign key %s.%s -> %s', c.conrelid::regclass, c.conname, c.confrelid::regclass) FROM pg_constraint c WHERE c.contype = 'f'
            """);
        var lines = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }
}
