using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Bookings;
using QLab.Workshops.Commitments;
using QLab.Workshops.Interviews;
using QLab.Workshops.Materials;
using QLab.Workshops.Notes;
using QLab.Workshops.RolePlays;
using QLab.Workshops.Rounds;
using QLab.Workshops.Workshops;

namespace QLab.Workshops;

sealed class WorkshopsDb(DbContextOptions<WorkshopsDb> options) : ServiceDb(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<Affiliation> Affiliations => Set<Affiliation>();
    public DbSet<MessageKey> MessageKeys => Set<MessageKey>();
    public DbSet<Workshop> Workshops => Set<Workshop>();
    public DbSet<Facilitator> Facilitators => Set<Facilitator>();
    public DbSet<Places> Places => Set<Places>();
    public DbSet<Booking> Bookings => Set<Booking>();
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Material> Materials => Set<Material>();
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

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapReferenceData();
        modelBuilder.Entity<Affiliation>().HasKey(a => a.ParticipantId);
        modelBuilder.ApplyConfiguration(new BookingTables());
        modelBuilder.ApplyConfiguration<Workshop>(new WorkshopTables());
        modelBuilder.ApplyConfiguration<Facilitator>(new WorkshopTables());
        modelBuilder.ApplyConfiguration<Places>(new WorkshopTables());
        modelBuilder.ApplyConfiguration(new MaterialTables());
        modelBuilder.ApplyConfiguration(new NoteTables());
        modelBuilder.ApplyConfiguration<CommitmentCard>(new CommitmentTables());
        modelBuilder.ApplyConfiguration<Commitment>(new CommitmentTables());
        modelBuilder.ApplyConfiguration<Interview>(new InterviewTables());
        modelBuilder.ApplyConfiguration<Speaker>(new InterviewTables());
        modelBuilder.ApplyConfiguration<Turn>(new InterviewTables());
        modelBuilder.ApplyConfiguration<Recording>(new InterviewTables());
        modelBuilder.ApplyConfiguration<RolePlay>(new RolePlayTables());
        modelBuilder.ApplyConfiguration<RolePlayFeedback>(new RolePlayTables());
        modelBuilder.ApplyConfiguration<Round>(new RoundTables());
        modelBuilder.ApplyConfiguration<Vote>(new RoundTables());
        base.OnModelCreating(modelBuilder);
    }
}
