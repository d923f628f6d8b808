namespace QLab.Workshops.Bookings;

/// <summary>How somebody takes part.</summary>
public enum Attendance
{
    InRoom,
    Online,
}

/// <summary>
/// How many places a workshop has in the room, or online, and how many are taken: rows of their own, so that booking disturbs nobody who
/// edits the workshop.
/// </summary>
sealed class Places
{
    public required Guid WorkshopId { get; init; }
    public required Attendance Attendance { get; init; }
    public required int Capacity { get; init; }
    public int Booked { get; init; }

    /// <summary>Whether the workshop was cancelled.</summary>
    public bool Closed { get; init; }

    public int Left => Closed ? 0 : Capacity - Booked;
}
