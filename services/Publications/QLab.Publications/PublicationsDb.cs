using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contributions;
using QLab.Publications.Evidence;
using QLab.Publications.Insights;
using QLab.Publications.Outcomes;
using QLab.Publications.Publications;
using QLab.Publications.Teams;
using QLab.Publications.Themes;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Publications;

sealed class PublicationsDb(DbContextOptions<PublicationsDb> options) : ServiceDb(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<Contribution> Contributions => Set<Contribution>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<TeamStage> TeamStages => Set<TeamStage>();
    public DbSet<Theme> Themes => Set<Theme>();
    public DbSet<ThemePart> ThemeParts => Set<ThemePart>();
    public DbSet<PieceOfEvidence> Evidence => Set<PieceOfEvidence>();
    public DbSet<Insight> Insights => Set<Insight>();
    public DbSet<InsightTheme> InsightThemes => Set<InsightTheme>();
    public DbSet<Publication> Publications => Set<Publication>();
    public DbSet<Edition> Editions => Set<Edition>();
    public DbSet<ToldOutcome> ToldOutcomes => Set<ToldOutcome>();
    public DbSet<EditionInsight> EditionInsights => Set<EditionInsight>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapReferenceData();
        modelBuilder.Entity<Contribution>(contribution =>
        {
            contribution.ToTable(table => table.HasCheckConstraint(
                "ck_contributions_set_aside_with_a_reason", "(set_aside IS NULL) = (set_aside_reason IS NULL)"));
            contribution.Property(c => c.SetAside).HasConversion<string>();
            contribution.HasIndex(c => c.ParticipantId);
            contribution.HasIndex(c => c.ProjectId);
        });
        modelBuilder.Entity<ToldOutcome>().HasKey(o => o.ContributionId);
        modelBuilder.Entity<Grant>().HasIndex(g => g.TeamId);
        modelBuilder.Entity<TeamStage>().HasKey(s => s.TeamId);
        modelBuilder.Entity<Theme>(theme =>
        {
            theme.Property(t => t.State).HasConversion<string>();
            theme.HasIndex(t => new { t.ProjectId, t.Code }).IsUnique();
        });
        modelBuilder.Entity<ThemePart>(part =>
        {
            part.HasKey(p => new { p.ThemeId, p.PartId });
            part.HasIndex(p => p.PartId);
            part.HasOne<Theme>().WithMany().HasForeignKey(p => p.ThemeId).OnDelete(DeleteBehavior.Restrict);
            part.HasOne<Theme>().WithMany().HasForeignKey(p => p.PartId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<PieceOfEvidence>(evidence =>
        {
            evidence.ToTable(table => table.HasCheckConstraint("ck_evidence_contribution_or_source", "(contribution_id IS NULL) <> (source_title IS NULL)"));
            evidence.HasIndex(e => new { e.ThemeId, e.ContributionId, e.PassageStart, e.PassageEnd })
                .IsUnique().AreNullsDistinct(false).HasFilter("((contribution_id IS NOT NULL) AND (question IS NULL) AND (removed_at IS NULL))");
            evidence.HasIndex(e => e.ThemeId);
            evidence.HasIndex(e => e.ContributionId);
            evidence.HasOne<Theme>().WithMany().HasForeignKey(e => e.ThemeId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<PassageVersion>().ToTable("passage_versions");
        modelBuilder.Entity<Insight>(insight =>
        {
            insight.Property(i => i.Kind).HasConversion<string>();
            insight.HasIndex(i => i.ProjectId);
        });
        modelBuilder.Entity<InsightTheme>(rests =>
        {
            rests.HasKey(r => new { r.InsightId, r.ThemeId });
            rests.HasIndex(r => r.ThemeId);
            rests.HasOne<Insight>().WithMany().HasForeignKey(r => r.InsightId).OnDelete(DeleteBehavior.Restrict);
            rests.HasOne<Theme>().WithMany().HasForeignKey(r => r.ThemeId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Publication>(publication =>
        {
            publication.Property(p => p.Kind).HasConversion<string>();
            publication.HasIndex(p => new { p.ProjectId, p.Slug }).IsUnique();
            publication.HasIndex(p => p.Slug);
        });
        modelBuilder.Entity<Edition>(edition =>
        {
            edition.HasKey(e => new { e.PublicationId, e.Version });
            edition.HasOne<Publication>().WithMany().HasForeignKey(e => e.PublicationId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<EditionInsight>(rests =>
        {
            rests.HasKey(r => new { r.PublicationId, r.Version, r.InsightId });
            rests.HasIndex(r => r.InsightId);
            rests.HasOne<Edition>().WithMany().HasForeignKey(r => new { r.PublicationId, r.Version }).OnDelete(DeleteBehavior.Restrict);
            rests.HasOne<Insight>().WithMany().HasForeignKey(r => r.InsightId).OnDelete(DeleteBehavior.Restrict);
        });
        base.OnModelCreating(modelBuilder);
    }
}
