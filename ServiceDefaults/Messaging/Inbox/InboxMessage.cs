using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.ServiceDefaults.Messaging.Inbox;

/// <summary>That a consumer has already acted on a message.</summary>
sealed class InboxMessage
{
    public required Guid MessageId { get; init; }
    public required string Consumer { get; init; }

    /// <summary>The day, UTC: what came of an anonymous response must not say when it was given.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    internal static void Map(EntityTypeBuilder<InboxMessage> entity)
    {
        entity.ToTable("inbox").HasKey(m => new { m.MessageId, m.Consumer });
        entity.HasIndex(m => m.ReceivedAt);
    }
}
