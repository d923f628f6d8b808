using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Consents;

namespace QLab.Participants.Notifications;

enum NotificationState
{
    Waiting,
    Sent,
    Withheld,
    Failed,
}

/// <summary>One message to one recipient. Its id is what makes it go out once.</summary>
sealed class Notification
{
    public required Guid Id { get; init; }
    public Guid? PersonId { get; init; }
    public Guid? ParticipationId { get; init; }
    public Guid? SubscriptionId { get; init; }
    public required string Template { get; init; }

    /// <summary>The consent without which it is not sent; null for what somebody asked for themselves, such as a sign-in code.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>What the template is filled with, sealed, because it can hold a code; gone once sent.</summary>
    public byte[]? Values { get; set; }

    public NotificationState State { get; set; }
    public required DateTimeOffset RequestedAt { get; init; }
}

sealed class NotificationTables : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.Property(n => n.State).HasConversion<string>();
        builder.Property(n => n.Purpose).HasConversion(purpose => PurposeText.Of(purpose!.Value), text => PurposeText.Read(text));
    }
}
