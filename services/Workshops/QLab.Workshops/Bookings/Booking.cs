using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

public enum BookingState
{
    /// <summary>In the queue, in the order of the tickets.</summary>
    Waiting,

    /// <summary>A place is kept until the offer ends.</summary>
    Offered,

    Booked,
}

/// <summary>Whether somebody who had a place was there.</summary>
public enum Presence
{
    Came,
    DidNotCome,
}

/// <summary>What is written to whoever has a place, one after the other.</summary>
enum BookingMail
{
    Confirmation,
    Reminder,
    FollowUp,
}

/// <summary>A participant's place at a workshop, or in the queue for one: the same row from the first wish on.</summary>
sealed class Booking
{
    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }
    public required Guid ParticipantId { get; init; }
    public Attendance Attendance { get; private set; }
    public BookingState State { get; private set; }

    /// <summary>Since when there is a place; of somebody who has none yet, since when they wait.</summary>
    public DateTimeOffset BookedAt { get; private set; }

    /// <summary>The lowest that waits is offered the next place.</summary>
    public int? Ticket { get; private set; }

    public DateTimeOffset? OfferEndsAt { get; private set; }

    /// <summary>When they agreed to what the workshop asks of everybody; null where somebody else booked for them.</summary>
    public DateTimeOffset? AgreedAt { get; init; }

    /// <summary>What proves the links that mails about this place had; each mail has one of its own.</summary>
    public byte[][] LinkHashes { get; private set; } = [];

    /// <summary>What is written next; null when there is nothing more to say.</summary>
    public BookingMail? DueMail { get; private set; }

    /// <summary>Null until somebody says.</summary>
    public Presence? Presence { get; private set; }

    public DateTimeOffset? PresenceRecordedAt { get; private set; }

    /// <summary>What they said that they find hard, for this gathering alone.</summary>
    public List<AccessNeed> AccessNeeds { get; private set; } = [];

    public void Take(Attendance attendance, Workshop workshop, DateTimeOffset now) =>
        (Attendance, State, BookedAt, DueMail) = (attendance, BookingState.Booked, now, Confirmed(workshop, now));

    public void Wait(Attendance attendance, int ticket, DateTimeOffset now) =>
        (Attendance, State, Ticket, BookedAt) = (attendance, BookingState.Waiting, ticket, now);

    public void Offer(DateTimeOffset until) => (State, OfferEndsAt) = (BookingState.Offered, until);

    public void Accept(Workshop workshop, DateTimeOffset now) =>
        (State, OfferEndsAt, BookedAt, DueMail) = (BookingState.Booked, null, now, Confirmed(workshop, now));

    public void Move(Attendance to, Workshop workshop, DateTimeOffset now) =>
        (Attendance, BookedAt, DueMail) = (to, now, Confirmed(workshop, now));

    public void WriteNext(BookingMail? mail) => DueMail = mail;

    /// <summary>Said again it changes nothing.</summary>
    public void Record(Presence? presence, DateTimeOffset now)
    {
        if (presence == Presence) return;
        (Presence, PresenceRecordedAt) = (presence, presence is null ? null : now);
    }

    public void Say(IEnumerable<AccessNeed> needs) => AccessNeeds = [.. needs.Distinct()];

    /// <remarks>Of what is over nobody is told: so come records of earlier years.</remarks>
    static BookingMail? Confirmed(Workshop workshop, DateTimeOffset now) => now < workshop.EndsAt ? BookingMail.Confirmation : null;

    /// <summary>The secret end of a new link; only its hash stays here.</summary>
    public string NewLink()
    {
        var (token, hash) = PlaceLink.New(Id);
        LinkHashes = [.. LinkHashes, hash];
        return token;
    }
}
