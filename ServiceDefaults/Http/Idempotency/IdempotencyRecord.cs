using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.ServiceDefaults.Http.Idempotency;

/// <summary>The first answer that a request with this key was given.</summary>
sealed class IdempotencyRecord
{
    public required string Caller { get; init; }
    public required string Key { get; init; }
    public required byte[] Fingerprint { get; init; }
    public required int Status { get; init; }
    public required string Headers { get; init; }
    public required byte[] Body { get; init; }
    public required DateTimeOffset RememberedAt { get; init; }

    internal static void Map(EntityTypeBuilder<IdempotencyRecord> entity)
    {
        entity.ToTable("idempotency_records").HasKey(a => new { a.Caller, a.Key });
        entity.Property(a => a.Headers).HasColumnType("jsonb");
        entity.HasIndex(a => a.RememberedAt);
    }
}
