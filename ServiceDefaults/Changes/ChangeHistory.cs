using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Changes;

/// <summary>One thing that was done with what had been recorded.</summary>
/// <param name="Version">The version that it has from then on, where there are versions.</param>
/// <param name="Action">What was done: <c>revised</c>, <c>withdrawn</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="PersonId">Who was signed in; null for a program and for somebody who has been erased since.</param>
/// <param name="Client">The program, or what an outside issuer calls somebody.</param>
/// <param name="Before">What had been recorded, where that is kept.</param>
/// <param name="ChangedAt">When.</param>
public sealed record ChangeView(
    int? Version, string Action, string Reason, Guid? PersonId, string? Client, JsonElement? Before, DateTimeOffset ChangedAt);

/// <summary>Reading what was changed.</summary>
public static class ChangeHistory
{
    /// <summary>What was done with one thing, the oldest first.</summary>
    /// <param name="db">The service's database.</param>
    /// <param name="noun">What it is, see <see cref="ChangeEntry.Noun"/>.</param>
    /// <param name="thing">Which one.</param>
    /// <param name="ct">Cancels reading.</param>
    public static async Task<List<ChangeView>> ChangesOfAsync(this ServiceDb db, string noun, Guid thing, CancellationToken ct) =>
        [.. (await db.Set<ChangeEntry>().AsNoTracking().Where(e => e.ThingId == thing && e.Noun == noun)
                .OrderBy(e => e.Position).ToListAsync(ct))
            .Select(e => new ChangeView(e.Version, e.Action, e.Reason, e.PersonId, e.Client, e.Before?.RootElement, e.ChangedAt))];
}
