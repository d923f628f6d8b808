using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>Many rows at once.</summary>
public static class BulkCopy
{
    /// <summary>
    /// Adds rows by <c>COPY</c> in the transaction that runs, in the form in which they would be saved one by one. No more than a row is
    /// in memory.
    /// </summary>
    /// <typeparam name="TRow">An entity of the model.</typeparam>
    /// <param name="db">The service's database.</param>
    /// <param name="rows">The rows; when they fail, none is added, and the transaction can only be rolled back.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> CopyAsync<TRow>(this ServiceDb db, IAsyncEnumerable<TRow> rows, CancellationToken ct) where TRow : class
    {
        var entity = db.Model.FindEntityType(typeof(TRow))!;
        var columns = entity.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAddOrUpdate).Select(Column).ToList();
        var copied = 0;
        await using var copy = await ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImportAsync(
            $"COPY {entity.GetTableName()} ({string.Join(", ", columns.Select(column => column.Name))}) FROM STDIN (FORMAT binary)", ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await copy.StartRowAsync(ct);
            foreach (var (_, type, value) in columns)
                await (value(row) is { } given ? copy.WriteAsync(given, type, ct) : copy.WriteNullAsync(ct));
            copied++;
        }
        await copy.CompleteAsync(ct);
        return copied;
    }

    static (string Name, string Type, Func<object, object?> Value) Column(IProperty property)
    {
        var (getter, mapping) = (property.GetGetter(), property.GetRelationalTypeMapping());
        return (property.GetColumnName(), mapping.StoreType, mapping.Converter is { } converter
            ? row => converter.ConvertToProvider(getter.GetClrValue(row))
            : getter.GetClrValue);
    }
}
