using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Projects;

namespace QLab.Participants.Newsletter;

sealed class NewsletterTables : IEntityTypeConfiguration<Subscription>, IEntityTypeConfiguration<Issue>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("newsletter_subscriptions");
        builder.Property(s => s.State).HasConversion<string>();
        builder.HasIndex(s => new { s.EmailKey, s.ProjectId }).IsUnique().AreNullsDistinct(false).HasFilter("(email_key IS NOT NULL)");
        builder.HasIndex(s => s.ParticipationId).IsUnique().HasFilter("(participation_id IS NOT NULL)");
        builder.HasIndex(s => s.TokenHash).IsUnique();
        builder.HasIndex(s => s.ProjectId);
        builder.HasOne<Project>().WithMany().HasForeignKey(s => s.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Issue> builder)
    {
        builder.ToTable("newsletter_issues");
        builder.HasOne<Project>().WithMany().HasForeignKey(i => i.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }
}
