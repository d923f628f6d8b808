using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Audit;
using QLab.Participants.Clients;
using QLab.Participants.Consents;
using QLab.Participants.Consents.Requests;
using QLab.Participants.Contributions;
using QLab.Participants.Group;
using QLab.Participants.Imports;
using QLab.Participants.Interests;
using QLab.Participants.Keys;
using QLab.Participants.Newsletter;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Notifications.Letters;
using QLab.Participants.Notifications.Reaching;
using QLab.Participants.Notifications.Templates;
using QLab.Participants.Organisations;
using QLab.Participants.Participations;
using QLab.Participants.Participations.Representation;
using QLab.Participants.Partnerships;
using QLab.Participants.People;
using QLab.Participants.People.AccessNeeds;
using QLab.Participants.Projects;
using QLab.Participants.Projects.Counts;
using QLab.Participants.Rights;
using QLab.Participants.Roles;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants;

sealed class ParticipantsDb(DbContextOptions<ParticipantsDb> options) : ServiceDb(options)
{
    internal static readonly JsonSerializerOptions JsonOptions = Json.Apply(new());

    public DbSet<Project> Projects => Set<Project>();
    public DbSet<ProjectCount> ProjectCounts => Set<ProjectCount>();
    public DbSet<FundedTeam> FundedTeams => Set<FundedTeam>();
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<MemberPartnership> MemberPartnerships => Set<MemberPartnership>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<AccessNeed> AccessNeeds => Set<AccessNeed>();
    public DbSet<ToldAffiliation> ToldAffiliations => Set<ToldAffiliation>();
    public DbSet<Participation> Participations => Set<Participation>();
    public DbSet<ParticipationStep> ParticipationSteps => Set<ParticipationStep>();
    public DbSet<Import> Imports => Set<Import>();
    public DbSet<ImportLine> ImportLines => Set<ImportLine>();
    public DbSet<ExpressionOfInterest> ExpressionsOfInterest => Set<ExpressionOfInterest>();
    public DbSet<InterestList> InterestLists => Set<InterestList>();
    public DbSet<ConsentEntry> ConsentEntries => Set<ConsentEntry>();
    public DbSet<ConsentWording> ConsentWordings => Set<ConsentWording>();
    public DbSet<ConsentWordingTranslation> ConsentWordingTranslations => Set<ConsentWordingTranslation>();
    public DbSet<ConsentRequest> ConsentRequests => Set<ConsentRequest>();
    public DbSet<Contribution> Contributions => Set<Contribution>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<RightsRequest> RightsRequests => Set<RightsRequest>();
    public DbSet<RightsAnswer> RightsAnswers => Set<RightsAnswer>();
    public DbSet<ExportPart> ExportParts => Set<ExportPart>();
    public DbSet<OrganisationScopes> OrganisationScopes => Set<OrganisationScopes>();
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();
    public DbSet<SignInCode> SignInCodes => Set<SignInCode>();
    public DbSet<SignInCount> SignInCounts => Set<SignInCount>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Revocation> Revocations => Set<Revocation>();
    public DbSet<Notification> Notifications => Set<Notification>();
    public DbSet<ToldReach> ToldReach => Set<ToldReach>();
    public DbSet<LetterBatch> LetterBatches => Set<LetterBatch>();
    public DbSet<WrittenTemplate> WrittenTemplates => Set<WrittenTemplate>();
    public DbSet<BouncedAddress> BouncedAddresses => Set<BouncedAddress>();
    public DbSet<Subscription> Subscriptions => Set<Subscription>();
    public DbSet<Issue> Issues => Set<Issue>();
    public DbSet<HouseRules> HouseRules => Set<HouseRules>();
    public DbSet<Member> GroupMembers => Set<Member>();
    public DbSet<Topic> Topics => Set<Topic>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<FormerText> FormerTexts => Set<FormerText>();
    public DbSet<Reaction> Reactions => Set<Reaction>();
    public DbSet<Report> Reports => Set<Report>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Project>(project =>
        {
            project.HasIndex(p => p.Slug).IsUnique();
            AsJson(project.Property(p => p.Phases));
        });
        modelBuilder.Entity<ProjectCount>(count =>
        {
            count.HasKey(c => new { c.ProjectId, c.What });
            count.Property(c => c.What).HasConversion<string>();
        });
        modelBuilder.Entity<FundedTeam>().HasKey(t => new { t.ProjectId, t.TeamId });
        modelBuilder.Entity<Organisation>(organisation =>
        {
            organisation.HasIndex(o => o.Name).IsUnique();
            organisation.Property(o => o.Kind).HasConversion<string>();
            organisation.HasOne<Organisation>().WithMany().HasForeignKey(o => o.ParentId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Partnership>(partnership =>
        {
            partnership.HasQueryFilter(p => p.EndedAt == null);
            partnership.HasIndex(p => new { p.ProjectId, p.OrganisationId, p.Role }).IsUnique().HasFilter("(ended_at IS NULL)");
            partnership.Property(p => p.Role).HasConversion<string>();
            partnership.HasOne<Project>().WithMany().HasForeignKey(p => p.ProjectId).OnDelete(DeleteBehavior.Restrict);
            partnership.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Person>(person =>
        {
            person.HasIndex(p => p.EmailKey).IsUnique();
            person.Property(p => p.PreferredContact).HasConversion<string>();
            person.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Participation>(participation =>
        {
            participation.HasIndex(p => new { p.ProjectId, p.PersonId }).IsUnique().HasFilter("(left_at IS NULL)");
            participation.HasIndex(p => new { p.ProjectId, p.Id });
            participation.Property(p => p.QMember).HasColumnName("q_member");
            AsJson(participation.Property(p => p.Perspectives));
            participation.HasOne<Project>().WithMany().HasForeignKey(p => p.ProjectId).OnDelete(DeleteBehavior.Restrict);
            participation.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<ToldAffiliation>().HasKey(told => told.ParticipationId);
        modelBuilder.Entity<ConsentWording>(wording =>
        {
            wording.HasKey(w => new { w.Purpose, w.Version });
            wording.Property(w => w.Purpose).HasConversion(purpose => PurposeText.Of(purpose), text => PurposeText.Read(text));
        });
        modelBuilder.Entity<ConsentWordingTranslation>(translation =>
        {
            translation.HasKey(t => new { t.Purpose, t.Version, t.Language });
            translation.Property(t => t.Purpose).HasConversion(purpose => PurposeText.Of(purpose), text => PurposeText.Read(text));
            translation.HasOne<ConsentWording>()
                .WithMany()
                .HasForeignKey(t => new { t.Purpose, t.Version })
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<ConsentEntry>(entry =>
        {
            entry.Property(e => e.Method).HasConversion<string>();
            AsJson(entry.Property<SignedPaper>(nameof(ConsentEntry.Paper)));
            entry.HasKey(e => e.Position);
            entry.Property(e => e.Position).UseIdentityAlwaysColumn();
            entry.Property(e => e.Purpose).HasConversion(purpose => PurposeText.Of(purpose), text => PurposeText.Read(text));
            entry.HasIndex(e => e.LedgerId);
            entry.HasOne<ConsentWording>()
                .WithMany()
                .HasForeignKey(e => new { e.Purpose, e.WordingVersion })
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Client>(client =>
        {
            client.HasIndex(c => c.ClientId).IsUnique();
            client.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<SigningKey>().HasKey(k => k.Kid);
        modelBuilder.AddFolding();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(ParticipantsDb).Assembly);
        base.OnModelCreating(modelBuilder);
    }

    /// <summary>The lists are replaced, never changed in place: the same list is the same value.</summary>
    internal static void AsJson<TItem>(PropertyBuilder<IReadOnlyList<TItem>> property) => property.HasColumnType("jsonb").HasConversion(
        items => JsonSerializer.Serialize(items, JsonOptions),
        json => JsonSerializer.Deserialize<List<TItem>>(json, JsonOptions)!,
        new ValueComparer<IReadOnlyList<TItem>>((left, right) => ReferenceEquals(left, right), items => items.Count, items => items));

    /// <summary>A record is replaced, never changed in place.</summary>
    internal static void AsJson<TRecord>(PropertyBuilder<TRecord> property) where TRecord : IEquatable<TRecord> => property.HasColumnType("jsonb").HasConversion(
        record => JsonSerializer.Serialize(record, JsonOptions), json => JsonSerializer.Deserialize<TRecord>(json, JsonOptions)!);
}
