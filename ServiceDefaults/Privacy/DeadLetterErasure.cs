using Microsoft.EntityFrameworkCore;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>That dead letters about somebody who has been erased here may still lie at the broker.</summary>
sealed class DeadLetterErasure
{
    public long Id { get; private init; }

    /// <summary>The request that is answered when they are gone; null when nobody waits for an answer.</summary>
    public Guid? ErasureId { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public static void Map(ModelBuilder modelBuilder) => modelBuilder.Entity<DeadLetterErasure>(entity =>
    {
        entity.ToTable("dead_letter_erasures").HasKey(e => e.Id);
        entity.Property(e => e.Id).UseIdentityAlwaysColumn();
    });
}
