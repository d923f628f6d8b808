using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.ServiceDefaults.Messaging.Outbox;

sealed class OutboxMessage
{
    public long Position { get; private set; }

    /// <summary>Of version 4: consumers keep it for days, and a time in it would date what nobody may date.</summary>
    public required Guid MessageId { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }
    public string? TraceParent { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Why the relay could not make an event of it.</summary>
    public string? SetAside { get; private set; }

    public static OutboxMessage For<TEvent>(TEvent @event, DateTimeOffset now) where TEvent : class => new()
    {
        MessageId = Guid.NewGuid(),
        Type = NameOf<TEvent>.Type,
        Body = JsonSerializer.Serialize(@event),
        TraceParent = Activity.Current?.Id,
        OccurredAt = now,
    };

    /// <remarks>Asking an assembly for its name is slow enough to show in a profile.</remarks>
    static class NameOf<TEvent>
    {
        public static readonly string Type = $"{typeof(TEvent).FullName}, {typeof(TEvent).Assembly.GetName().Name}";
    }

    internal static void Map(EntityTypeBuilder<OutboxMessage> entity)
    {
        entity.ToTable("outbox").HasKey(m => m.Position);
        entity.Property(m => m.Position).UseIdentityAlwaysColumn();
    }
}
