namespace QLab.Workshops.Bookings;

/// <summary>
/// How many places a workshop has and how many are taken: a row of its own, so that booking disturbs nobody who edits the workshop.
/// </summary>
sealed class Places
{
    public required Guid WorkshopId { get; init; }
    public required int Capacity { get; init; }
    public int Booked { get; init; }

    /// <summary>Whether the workshop was cancelled.</summary>
    public bool Closed { get; init; }

    public int Left => Closed ? 0 : Capacity - Booked;
}
