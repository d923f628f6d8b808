namespace QLab.Workshops.Contracts;

/// <summary>A workshop has a date and can be booked. Published by workshops.</summary>
/// <param name="WorkshopId">The workshop.</param>
/// <param name="ProjectId">The project it belongs to.</param>
/// <param name="Version">Rises by one with every event about this workshop; a lower one than you hold is late.</param>
/// <param name="Title">The title that attendees read.</param>
/// <param name="StartsAt">When it begins, UTC.</param>
/// <param name="OccurredAt">When it was scheduled, UTC.</param>
public sealed record WorkshopScheduled(
    Guid WorkshopId, Guid ProjectId, int Version, string Title, DateTimeOffset StartsAt, DateTimeOffset OccurredAt)
{
    /// <summary>workshop, focusGroup, interview, peerInterview, webinar or sessionElsewhere; a workshop when not said.</summary>
    public string? Kind { get; init; }
}

/// <summary>A participant has a place at a workshop.</summary>
/// <param name="BookingId">The booking.</param>
/// <param name="WorkshopId">The workshop.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">The pseudonym of who comes.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record PlaceBooked(
    Guid BookingId, Guid WorkshopId, Guid ProjectId, Guid ParticipantId, DateTimeOffset OccurredAt);

/// <summary>
/// A place is free again: the booking was cancelled, or its participant has left. May arrive before <see cref="PlaceBooked"/>.
/// </summary>
/// <param name="BookingId">The booking that is no more.</param>
/// <param name="WorkshopId">The workshop.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">The pseudonym of who does not come.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record BookingCancelled(
    Guid BookingId, Guid WorkshopId, Guid ProjectId, Guid ParticipantId, DateTimeOffset OccurredAt);

/// <summary>A workshop has taken place.</summary>
/// <param name="WorkshopId">The workshop.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="WorkshopScheduled"/>.</param>
/// <param name="Attended">How many people came.</param>
/// <param name="OccurredAt">When it was recorded, UTC.</param>
public sealed record WorkshopHeld(
    Guid WorkshopId, Guid ProjectId, int Version, int Attended, DateTimeOffset OccurredAt)
{
    /// <summary>workshop, focusGroup, interview, peerInterview, webinar or sessionElsewhere; a workshop when not said.</summary>
    public string? Kind { get; init; }
}

/// <summary>A note was taken at a workshop: a contribution. Its text stays in workshops.</summary>
/// <param name="NoteId">The contribution.</param>
/// <param name="WorkshopId">The workshop.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="ParticipantId">Whose words they are; null when a facilitator noted them for the room.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record NoteRecorded(
    Guid NoteId, Guid WorkshopId, Guid ProjectId, Guid? ParticipantId, DateTimeOffset OccurredAt);

/// <summary>A workshop does not take place. Its bookings are told of one by one, by <see cref="BookingCancelled"/>.</summary>
/// <param name="WorkshopId">The workshop.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Version">See <see cref="WorkshopScheduled"/>.</param>
/// <param name="OccurredAt">When it was cancelled, UTC.</param>
public sealed record WorkshopCancelled(Guid WorkshopId, Guid ProjectId, int Version, DateTimeOffset OccurredAt)
{
    /// <summary>workshop, focusGroup, interview, peerInterview, webinar or sessionElsewhere; a workshop when not said.</summary>
    public string? Kind { get; init; }
}

/// <summary>A note was removed and counts no more. May arrive before <see cref="NoteRecorded"/>.</summary>
/// <param name="NoteId">The contribution.</param>
/// <param name="WorkshopId">The workshop.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="OccurredAt">When, UTC.</param>
public sealed record NoteRemoved(Guid NoteId, Guid WorkshopId, Guid ProjectId, DateTimeOffset OccurredAt);
