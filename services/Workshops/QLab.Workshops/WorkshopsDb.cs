using Microsoft.EntityFrameworkCore;
using QLab.CodingApi;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Agenda;
using QLab.Workshops.Bookings;
using QLab.Workshops.Calendars;
using QLab.Workshops.Commitments;
using QLab.Workshops.Groups;
using QLab.Workshops.Interviews;
using QLab.Workshops.Materials;
using QLab.Workshops.Methods;
using QLab.Workshops.Notes;
using QLab.Workshops.RolePlays;
using QLab.Workshops.Rounds;
using QLab.Workshops.Teams;
using QLab.Workshops.Workshops;

namespace QLab.Workshops;

sealed class WorkshopsDb(DbContextOptions<WorkshopsDb> options) : ServiceDb(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<Affiliation> Affiliations => Set<Affiliation>();
    public DbSet<AnnouncedKey> MessageKeys => Set<AnnouncedKey>();
    public DbSet<Workshop> Workshops => Set<Workshop>();
    public DbSet<Facilitator> Facilitators => Set<Facilitator>();
    public DbSet<Places> Places => Set<Places>();

    /// <summary>Of those who have a place, and of nobody who waits for one.</summary>
    public IQueryable<Booking> Bookings => AllBookings.Where(b => b.State == BookingState.Booked);

    public DbSet<Booking> AllBookings => Set<Booking>();
    public DbSet<CancelledBooking> CancelledBookings => Set<CancelledBooking>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Material> Materials => Set<Material>();
    public DbSet<Method> Methods => Set<Method>();
    public DbSet<Grouping> Groupings => Set<Grouping>();
    public DbSet<RunningAgenda> RunningAgendas => Set<RunningAgenda>();
    public DbSet<CommitmentCard> CommitmentCards => Set<CommitmentCard>();
    public DbSet<Commitment> Commitments => Set<Commitment>();
    public DbSet<RolePlay> RolePlays => Set<RolePlay>();
    public DbSet<RolePlayFeedback> RolePlayFeedback => Set<RolePlayFeedback>();
    public DbSet<Interview> Interviews => Set<Interview>();
    public DbSet<Speaker> Speakers => Set<Speaker>();
    public DbSet<Turn> Turns => Set<Turn>();
    public DbSet<Recording> Recordings => Set<Recording>();
    public DbSet<Round> Rounds => Set<Round>();
    public DbSet<Vote> Votes => Set<Vote>();
    public DbSet<Team> Teams => Set<Team>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapReferenceData();
        modelBuilder.Entity<Affiliation>().HasKey(a => a.ParticipantId);
        modelBuilder.MapCoding(origin: "interview_id", contribution: "speaker_id", part: "turn", subject: "Interview");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkshopsDb).Assembly);
        base.OnModelCreating(modelBuilder);
    }
}
