using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Persistence;

/// <summary>
/// The database of one service: snake_case names, <c>xmin</c> as the concurrency token of every <see cref="IVersioned"/>, and the
/// tables that messaging, idempotent requests, work in the background, files and changes need. The schema itself comes from numbered SQL files;
/// see <see cref="Migrations"/>.
/// </summary>
/// <param name="options">EF Core's options.</param>
public abstract class ServiceDb(DbContextOptions options) : DbContext(options)
{
    internal DbSet<EventRow> Outbox => Set<EventRow>();

    /// <summary>Adds the conventions of the platform. Call the base when overriding.</summary>
    /// <param name="configurationBuilder">EF Core's builder.</param>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(_ => new SnakeCaseConvention());

    /// <summary>Maps the platform's own tables and the concurrency tokens. Call the base last when overriding.</summary>
    /// <param name="modelBuilder">EF Core's builder.</param>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        EventRow.Map(modelBuilder.Entity<EventRow>());
        InboxMessage.Map(modelBuilder.Entity<InboxMessage>());
        IdempotencyRecord.Map(modelBuilder.Entity<IdempotencyRecord>());
        ErasedId.Map(modelBuilder);
        PostponedWork.Map(modelBuilder.Entity<PostponedWork>());
        DeadLetterErasure.Map(modelBuilder);
        FileContent.Map(modelBuilder);
        ChangeEntry.Map(modelBuilder);

        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IVersioned))))
            modelBuilder.Entity(entity.ClrType).Property(nameof(IVersioned.RowVersion)).IsRowVersion();
    }
}
