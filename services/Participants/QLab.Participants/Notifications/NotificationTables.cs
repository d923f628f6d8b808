using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Consents;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Notifications.Letters;
using QLab.Participants.Notifications.Reaching;
using QLab.Participants.Notifications.Templates;
using QLab.Participants.Projects;

namespace QLab.Participants.Notifications;

sealed class NotificationTables :
    IEntityTypeConfiguration<Notification>, IEntityTypeConfiguration<WrittenTemplate>, IEntityTypeConfiguration<BouncedAddress>,
    IEntityTypeConfiguration<ToldReach>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.Property(n => n.State).HasConversion<string>();
        builder.Property(n => n.Purpose).HasConversion(purpose => PurposeText.Of(purpose!.Value), text => PurposeText.Read(text));
        builder.HasIndex(n => n.NextAttemptAt).HasFilter("(next_attempt_at IS NOT NULL)");
        builder.HasIndex(n => n.State).HasFilter("(state <> 'Sent'::text)");
        builder.HasIndex(n => n.PersonId);
        builder.HasIndex(n => n.ParticipationId);
        builder.HasIndex(n => n.SubscriptionId);
        builder.HasIndex(n => n.InterestId);
        builder.HasIndex(n => n.LetterBatchId);
        builder.HasOne<LetterBatch>().WithMany().HasForeignKey(n => n.LetterBatchId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.IssueId);
    }

    public void Configure(EntityTypeBuilder<WrittenTemplate> builder) =>
        builder.ToTable("written_templates").HasKey(t => new { t.Name, t.Language, t.Version });

    public void Configure(EntityTypeBuilder<BouncedAddress> builder)
    {
        builder.ToTable("bounced_addresses").HasKey(b => b.AddressHash);
        builder.Property(b => b.Kind).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<ToldReach> builder) => builder.ToTable("told_reach").HasKey(told => told.ParticipationId);
}

sealed class LetterTables : IEntityTypeConfiguration<LetterBatch>
{
    public void Configure(EntityTypeBuilder<LetterBatch> builder)
    {
        builder.ToTable("letter_batches");
        builder.HasIndex(b => new { b.ProjectId, b.Id });
        builder.HasOne<Project>().WithMany().HasForeignKey(b => b.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }
}
