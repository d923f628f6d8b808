namespace QLab.Workshops.Bookings;

/// <summary>How somebody takes part.</summary>
public enum Attendance
{
    InRoom,
    Online,
}

/// <summary>
/// How many places a workshop has in the room, or online, and how many are taken: rows of their own, so that booking disturbs nobody who
/// edits the workshop. Whoever changes one holds its lock first, and only then touches bookings.
/// </summary>
sealed class Places
{
    public required Guid WorkshopId { get; init; }
    public required Attendance Attendance { get; init; }

    /// <summary>By which the background work knows the row.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    public required int Capacity { get; init; }

    /// <summary>Taken, or kept for somebody until they answer.</summary>
    public int Booked { get; private set; }

    /// <summary>How many wait and have no offer yet; nobody takes a place past them.</summary>
    public int Waiting { get; private set; }

    /// <summary>How many have ever waited: the last one's ticket.</summary>
    public int Tickets { get; private set; }

    /// <summary>When there is to be looked after offers again; not later than the first of them ends.</summary>
    public DateTimeOffset? NextOfferEndsAt { get; private set; }

    /// <summary>Whether the workshop was cancelled.</summary>
    public bool Closed { get; init; }

    public int Left => Closed || Waiting > 0 ? 0 : Capacity - Booked;

    public bool CanOffer => !Closed && Waiting > 0 && Booked < Capacity;

    public void Offer(Booking next, DateTimeOffset until)
    {
        next.Offer(until);
        (Booked, Waiting) = (Booked + 1, Waiting - 1);
    }

    public void TakeBack(int offers) => Booked -= offers;

    public void SendHome() => Waiting = 0;

    public void LookAgain(DateTimeOffset? at) => NextOfferEndsAt = at;
}
