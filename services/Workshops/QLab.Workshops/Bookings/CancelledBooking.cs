namespace QLab.Workshops.Bookings;

/// <summary>
/// That somebody had a place, or waited for one, at a gathering that was cancelled: for them to read, until the day after it would have
/// been.
/// </summary>
sealed class CancelledBooking
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }
    public required Guid ParticipantId { get; init; }
    public required Attendance Attendance { get; init; }
    public required DateTimeOffset BookedAt { get; init; }

    public static CancelledBooking Of(Booking booking) => new()
    {
        Id = booking.Id, WorkshopId = booking.WorkshopId, ParticipantId = booking.ParticipantId, Attendance = booking.Attendance,
        BookedAt = booking.BookedAt,
    };
}
