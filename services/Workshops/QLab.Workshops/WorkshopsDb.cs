using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Bookings;
using QLab.Workshops.Materials;
using QLab.Workshops.Notes;
using QLab.Workshops.Workshops;

namespace QLab.Workshops;

sealed class WorkshopsDb(DbContextOptions<WorkshopsDb> options) : ServiceDb(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<Affiliation> Affiliations => Set<Affiliation>();
    public DbSet<Workshop> Workshops => Set<Workshop>();
    public DbSet<Places> Places => Set<Places>();
    public DbSet<Booking> Bookings => Set<Booking>();
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Material> Materials => Set<Material>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapReferenceData();
        modelBuilder.Entity<Affiliation>().HasKey(a => a.ParticipantId);
        modelBuilder.Entity<Workshop>(workshop =>
        {
            workshop.HasIndex(w => w.ProjectId);
            workshop.Property(w => w.Format).HasConversion<string>();
            workshop.Property(w => w.Agenda).HasColumnType("jsonb").HasConversion(
                agenda => AgendaJson.Write(agenda), json => AgendaJson.Read(json), AgendaJson.ReplacedWhole);
            workshop.HasOne(w => w.Places).WithOne().HasForeignKey<Places>(p => p.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Places>(places =>
        {
            places.HasKey(p => p.WorkshopId);
            places.ToTable(table => table.HasCheckConstraint("ck_places_never_oversold", "booked BETWEEN 0 AND capacity"));
        });
        modelBuilder.Entity<Booking>(booking =>
        {
            booking.HasIndex(b => new { b.WorkshopId, b.ParticipantId }).IsUnique();
            booking.HasIndex(b => b.ParticipantId);
            booking.HasOne<Workshop>().WithMany().HasForeignKey(b => b.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Note>(note =>
        {
            note.HasIndex(n => n.WorkshopId);
            note.HasIndex(n => n.ParticipantId);
            note.Property(n => n.Kind).HasConversion<string>();
            note.HasOne<Workshop>().WithMany().HasForeignKey(n => n.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.ApplyConfiguration(new MaterialTables());
        base.OnModelCreating(modelBuilder);
    }
}
