namespace QLab.Workshops.Bookings;

/// <summary>A participant's place at a workshop.</summary>
sealed class Booking
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }
    public required Guid ParticipantId { get; init; }
    public required Attendance Attendance { get; init; }
    public required DateTimeOffset BookedAt { get; init; }
}
