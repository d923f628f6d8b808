using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Security;

namespace QLab.ServiceDefaults.Changes;

/// <summary>
/// That something recorded was put right, taken back or ended: by whom, when and why. Entries are only ever added; the schema sees to it.
/// </summary>
public sealed class ChangeEntry
{
    static readonly JsonSerializerOptions Options = Json.Apply(new());

    /// <summary>Orders the entries of one service.</summary>
    public long Position { get; private init; }

    /// <summary>What was changed, as the service calls it: <c>insight</c>.</summary>
    public required string Noun { get; init; }

    /// <summary>Which one.</summary>
    public required Guid ThingId { get; init; }

    /// <summary>The version that it has from then on, where events tell of its versions.</summary>
    public int? Version { get; init; }

    /// <summary>What was done, as a past participle: <c>revised</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Who was signed in; null for a program and after an erasure.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The program, or what an outside issuer calls somebody; null for a person who was signed in here.</summary>
    public string? Client { get; init; }

    /// <summary>What had been recorded; null where that is not kept, as of the words of a participant.</summary>
    public JsonDocument? Before { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>An entry to add to the unit of work: it is stored with the change, or not at all.</summary>
    /// <param name="noun">See <see cref="Noun"/>.</param>
    /// <param name="thing">See <see cref="ThingId"/>.</param>
    /// <param name="version">See <see cref="Version"/>.</param>
    /// <param name="action">See <see cref="Action"/>.</param>
    /// <param name="reason">See <see cref="Reason"/>.</param>
    /// <param name="by">The caller.</param>
    /// <param name="now">When.</param>
    /// <param name="before">See <see cref="Before"/>.</param>
    public static ChangeEntry Of(
        string noun, Guid thing, int? version, string action, string reason, ClaimsPrincipal by, DateTimeOffset now,
        object? before = null) => new()
        {
            Noun = noun, ThingId = thing, Version = version, Action = action, Reason = reason, ChangedAt = now,
            PersonId = by.PersonId(), Client = by.PersonId() is null ? by.FindFirstValue("sub") : null,
            Before = before is null ? null : JsonSerializer.SerializeToDocument(before, Options),
        };

    internal static void Map(ModelBuilder modelBuilder) => modelBuilder.Entity<ChangeEntry>(entry =>
    {
        entry.ToTable("change_entries").HasKey(e => e.Position);
        entry.Property(e => e.Position).UseIdentityAlwaysColumn();
        entry.HasIndex(e => new { e.ThingId, e.Noun });
        entry.HasIndex(e => e.PersonId);
    });
}
