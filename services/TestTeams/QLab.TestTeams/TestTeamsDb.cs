using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;
using QLab.TestTeams.Grants;
using QLab.TestTeams.Learnings;
using QLab.TestTeams.Stages;
using QLab.TestTeams.Teams;

namespace QLab.TestTeams;

sealed class TestTeamsDb(DbContextOptions<TestTeamsDb> options) : ServiceDb(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<StageEntry> StageEntries => Set<StageEntry>();
    public DbSet<Learning> Learnings => Set<Learning>();
    public DbSet<Grant> Grants => Set<Grant>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.MapReferenceData();
        modelBuilder.Entity<Team>(team =>
        {
            team.HasIndex(t => new { t.ProjectId, t.Name }).IsUnique();
            team.Property(t => t.Stage).HasConversion<string>();
        });
        modelBuilder.Entity<StageEntry>(entry =>
        {
            entry.HasIndex(e => new { e.TeamId, e.Version }).IsUnique();
            entry.Property(e => e.Stage).HasConversion<string>();
            entry.HasOne<Team>().WithMany().HasForeignKey(e => e.TeamId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Learning>(learning =>
        {
            learning.HasIndex(l => l.TeamId);
            learning.Property(l => l.Stage).HasConversion<string>();
            learning.Property(l => l.Confidence).HasConversion<string>();
            learning.HasOne<Team>().WithMany().HasForeignKey(l => l.TeamId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Grant>(grant =>
        {
            grant.HasIndex(g => g.TeamId);
            grant.HasOne<Team>().WithMany().HasForeignKey(g => g.TeamId).OnDelete(DeleteBehavior.Restrict);
        });
        base.OnModelCreating(modelBuilder);
    }
}
