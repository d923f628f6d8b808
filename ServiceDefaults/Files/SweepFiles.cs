using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Files;

/// <summary>Takes out contents that nothing refers to, whatever way the last reference went.</summary>
/// <param name="db">The service's database.</param>
/// <param name="files">Its files.</param>
public sealed class SweepFiles(ServiceDb db, FileStore files) : IPeriodicWork
{
    /// <inheritdoc />
    public async Task RunAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await files.SweepAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
