using QLab.ServiceDefaults.Persistence;
using QLab.Workshops.Agenda;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Workshops;

/// <summary>People of a project meeting, with an agenda and places to book.</summary>
sealed class Workshop : IVersioned
{
    public const string Noun = "workshop";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }

    /// <summary>Rises with every event about this workshop.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Rises when those who are booked have to change their diaries; a calendar's SEQUENCE (RFC 5545 §3.8.7.4).</summary>
    public int Sequence { get; private set; }

    /// <summary>Still prepared: seen by the Lab alone, and not to be booked.</summary>
    public bool Draft { get; private set; }

    public GatheringKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public WorkshopFormat Format { get; private set; }
    public string? City { get; private set; }
    public string? Venue { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public IReadOnlyList<Session> Agenda { get; private set; } = [];

    /// <summary>What gatherings that belong together are called.</summary>
    public string? Series { get; private set; }

    /// <summary>Somebody else's event that it is a part of.</summary>
    public string? AtEvent { get; private set; }

    public List<AccessFeature> AccessFeatures { get; private set; } = [];
    public string? AccessNotes { get; private set; }
    public List<AccessNeed> AccessNeeds { get; private set; } = [];

    /// <summary>What people agree to before they book, so that the space is safe for all.</summary>
    public string? Agreement { get; private set; }

    public string? JoiningLink { get; private set; }
    public string? JoiningInstructions { get; private set; }
    public List<Guid> PresentingTeamIds { get; private set; } = [];
    public List<Facilitator> Facilitators { get; private set; } = [];

    public DateTimeOffset? HeldAt { get; private set; }
    public int? Attended { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>For everybody to read.</summary>
    public string? CancellationReason { get; private set; }

    /// <summary>Those in the room, those online, or both.</summary>
    public List<Places> Places { get; private set; } = [];

    public uint RowVersion { get; private set; }

    /// <summary>How many are expected: those who are booked, or everybody there is a place for while nobody is.</summary>
    public int People => Places.Sum(places => places.Booked) is var booked and > 0 ? booked : Places.Sum(places => places.Capacity);

    public DiaryEntry Diary => new(StartsAt, EndsAt, Format, City, Venue, JoiningLink, JoiningInstructions);

    /// <summary>How somebody comes who does not say.</summary>
    public Attendance UsualAttendance => Format == WorkshopFormat.Online ? Attendance.Online : Attendance.InRoom;

    public static Workshop Schedule(Guid id, Guid projectId, WorkshopDetails details, Arrangements arrangements, bool draft)
    {
        var workshop = new Workshop { Id = id, ProjectId = projectId, Draft = draft };
        workshop.Correct(details);
        workshop.Arrange(arrangements);
        workshop.Places =
        [
            .. workshop.PlacesOf(details.Capacity, arrangements.OnlineCapacity)
                .Select(places => new Places { WorkshopId = id, Attendance = places.Key, Capacity = places.Value ?? 0 }),
        ];
        workshop.Sequence = 0;
        return workshop;
    }

    public void Correct(WorkshopDetails details)
    {
        var before = Diary;
        Title = details.Title;
        (StartsAt, EndsAt, Format, City, Venue) = (details.StartsAt, details.EndsAt, details.Format, details.City, details.Venue);
        Agenda = details.Agenda;
        if (Format == WorkshopFormat.InPerson) JoiningLink = null;
        if (Diary != before) Sequence++;
    }

    public void Arrange(Arrangements arranged)
    {
        var before = Diary;
        (Kind, Series, AtEvent) = (arranged.Kind, arranged.Series, arranged.AtEvent);
        (AccessFeatures, AccessNotes, AccessNeeds) =
            ([.. arranged.AccessFeatures.Distinct()], arranged.AccessNotes, [.. arranged.AccessNeeds.Distinct()]);
        (Agreement, JoiningLink, JoiningInstructions) = (arranged.Agreement, arranged.JoiningLink, arranged.JoiningInstructions);
        PresentingTeamIds = [.. arranged.PresentingTeamIds.Distinct()];
        Facilitators.RemoveAll(facilitator => !arranged.FacilitatorIds.Contains(facilitator.PersonId));
        foreach (var person in arranged.FacilitatorIds.Distinct().Except(Facilitators.Select(f => f.PersonId)).ToList())
            Facilitators.Add(new() { WorkshopId = Id, PersonId = person });
        if (Diary != before) Sequence++;
    }

    /// <summary>The places that its format has; null leaves their number as it is.</summary>
    public IReadOnlyDictionary<Attendance, int?> PlacesOf(int? capacity, int? online)
    {
        var places = new Dictionary<Attendance, int?> { [UsualAttendance] = capacity };
        if (Format == WorkshopFormat.Hybrid) places[Attendance.Online] = online;
        return places;
    }

    public void Publish() => Draft = false;

    public void Cancel(string reason, DateTimeOffset now)
    {
        CancelledAt = now;
        CancellationReason = reason;
        Version++;
        Sequence++;
    }

    public void Hold(int attended, DateTimeOffset now)
    {
        HeldAt = now;
        Attended = attended;
        Version++;
    }
}

/// <summary>What of a gathering those who come have in their diaries: they are told when it changes.</summary>
sealed record DiaryEntry(
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, WorkshopFormat Format, string? City, string? Venue, string? JoiningLink,
    string? JoiningInstructions);

/// <summary>Somebody signed in to the platform who prepares a gathering and leads through it.</summary>
sealed class Facilitator
{
    public required Guid WorkshopId { get; init; }
    public required Guid PersonId { get; init; }
}
