using QLab.Participants.Contracts;

namespace QLab.Participants.Notifications.Reaching;

/// <summary>How other services were told last that a participant is reached, and what that was read from.</summary>
sealed class ToldReach
{
    public required Guid ParticipationId { get; init; }
    public required Guid ProjectId { get; init; }

    /// <summary>mail, post, or why neither.</summary>
    public string Reach { get; private set; } = "";

    public DateTimeOffset ToldAt { get; private set; }

    /// <summary>Of the person's row: with another one it is looked at again.</summary>
    public long PersonVersion { get; private set; }

    /// <summary>As bounced addresses are known, so that a bounce is noticed.</summary>
    public byte[] AddressHash { get; private set; } = [];

    /// <returns>Whether that is news.</returns>
    public bool Tell(Reader reader, DateTimeOffset now)
    {
        (PersonVersion, AddressHash) = (reader.PersonVersion, reader.AddressHash);
        if (Reach == reader.Reach) return false;
        // For others the latest instant counts, so it only grows, whatever the clock says.
        (Reach, ToldAt) = (reader.Reach, now > ToldAt ? now : ToldAt.AddMicroseconds(1));
        return true;
    }
}

static class ReachAnnouncements
{
    /// <summary>So many participants in one event that it stays small.</summary>
    const int Most = 500;

    public static IEnumerable<ParticipantReachAnnounced> Of(IEnumerable<ToldReach> told, DateTimeOffset now) =>
        told.GroupBy(of => of.ProjectId).SelectMany(project => project.Chunk(Most).Select(some => new ParticipantReachAnnounced(
            project.Key, [.. some.Select(of => new ParticipantReach(of.ParticipationId, of.Reach, of.ToldAt))], now)));
}
