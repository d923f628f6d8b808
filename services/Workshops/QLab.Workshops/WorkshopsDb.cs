using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Bookings;
using QLab.Workshops.Calendars;
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
    public DbSet<AnnouncedKey> MessageKeys => Set<AnnouncedKey>();
    public DbSet<Workshop> Workshops => Set<Workshop>();
    public DbSet<Facilitator> Facilitators => Set<Facilitator>();
    public DbSet<Places> Places => Set<Places>();

    /// <summary>Of those who have a place, and of nobody who waits for one.</summary>
    public IQueryable<Booking> Bookings => AllBookings.Where(b => b.State == BookingState.Booked);

    public DbSet<Booking> AllBookings => Set<Booking>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Material> Materials => Set<Material>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapReferenceData();
        modelBuilder.Entity<Affiliation>().HasKey(a => a.ParticipantId);
        modelBuilder.ApplyConfiguration(new BookingTables());
        modelBuilder.ApplyConfiguration(new CalendarTables());
        modelBuilder.Entity<Note>(note =>
        {
            note.HasIndex(n => n.WorkshopId);
            note.HasIndex(n => n.ParticipantId);
            note.Property(n => n.Kind).HasConversion<string>();
            note.HasOne<Workshop>().WithMany().HasForeignKey(n => n.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.ApplyConfiguration<Workshop>(new WorkshopTables());
        modelBuilder.ApplyConfiguration<Facilitator>(new WorkshopTables());
        modelBuilder.ApplyConfiguration<Places>(new WorkshopTables());
        modelBuilder.ApplyConfiguration(new MaterialTables());
        base.OnModelCreating(modelBuilder);
    }
}
