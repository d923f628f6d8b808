using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Agenda;
using QLab.Workshops.Bookings;
using QLab.Workshops.Groups;
using QLab.Workshops.Materials;
using QLab.Workshops.Methods;
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
    public DbSet<Facilitator> Facilitators => Set<Facilitator>();
    public DbSet<Places> Places => Set<Places>();
    public DbSet<Booking> Bookings => Set<Booking>();
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Material> Materials => Set<Material>();
    public DbSet<Method> Methods => Set<Method>();
    public DbSet<Grouping> Groupings => Set<Grouping>();
    public DbSet<RunningAgenda> RunningAgendas => Set<RunningAgenda>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapReferenceData();
        modelBuilder.Entity<Affiliation>().HasKey(a => a.ParticipantId);
        modelBuilder.Entity<Booking>(booking =>
        {
            booking.HasIndex(b => new { b.WorkshopId, b.ParticipantId }).IsUnique();
            booking.HasIndex(b => b.ParticipantId);
            booking.Property(b => b.Attendance).HasConversion<string>();
            booking.HasOne<Workshop>().WithMany().HasForeignKey(b => b.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Note>(note =>
        {
            note.HasIndex(n => n.WorkshopId);
            note.HasIndex(n => n.ParticipantId);
            note.Property(n => n.Kind).HasConversion<string>();
            note.HasOne<Workshop>().WithMany().HasForeignKey(n => n.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkshopsDb).Assembly);
        base.OnModelCreating(modelBuilder);
    }
}
