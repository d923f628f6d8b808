using Microsoft.EntityFrameworkCore;

namespace QLab.ReferenceData;

/// <summary>How reference data is mapped. The tables are made by each service's own SQL files.</summary>
public static class ReferenceDataTables
{
    /// <summary>Maps what the service's context has sets for, and nothing else.</summary>
    /// <param name="modelBuilder">EF Core's builder.</param>
    public static void MapReferenceData(this ModelBuilder modelBuilder)
    {
        if (modelBuilder.Keeps<Partnership>())
            modelBuilder.Entity<Partnership>().HasQueryFilter(p => !p.Ended)
                .HasKey(p => new { p.OrganisationId, p.ProjectId, p.Role });
        if (modelBuilder.Keeps<AnnouncedKey>()) modelBuilder.Entity<AnnouncedKey>().HasKey(k => k.PublicKey);
        if (modelBuilder.Keeps<Consent>()) modelBuilder.Entity<Consent>().HasKey(c => new { c.ParticipantId, c.Purpose });
        if (modelBuilder.Keeps<Participant>())
            modelBuilder.Entity<Participant>(participant =>
            {
                participant.HasKey(p => new { p.ProjectId, p.Id });
                participant.HasIndex(p => p.Id);
            });
    }

    static bool Keeps<TEntity>(this ModelBuilder modelBuilder) => modelBuilder.Model.FindEntityType(typeof(TEntity)) is not null;
}
