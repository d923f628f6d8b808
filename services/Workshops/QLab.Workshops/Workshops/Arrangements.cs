using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.Workshops;

public enum GatheringKind
{
    Workshop,
    FocusGroup,
    Interview,

    /// <summary>Two people with lived experience talk with each other.</summary>
    PeerInterview,

    Webinar,

    /// <summary>A session at somebody else's event.</summary>
    SessionElsewhere,
}

/// <summary>What a venue or a meeting online has.</summary>
public enum AccessFeature
{
    StepFree,
    AccessibleToilet,
    AccessibleParking,
    HearingLoop,
    SignLanguage,
    LiveCaptions,
    QuietRoom,
    LargePrint,
    EasyRead,
    AssistanceDogs,
    CompanionsWelcome,
}

/// <summary>What some of those who come find hard, without whose need it is.</summary>
public enum AccessNeed
{
    MovingAround,
    Standing,
    Hearing,
    Seeing,
    Reading,
    Writing,
    Speaking,
    Noise,
    Pace,
    Screens,
}

/// <summary>What has to be arranged for a gathering, beside when, where and what for.</summary>
public abstract record Arrangements
{
    internal const string WebinarsFormat = "A webinar is online, or hybrid.";

    public GatheringKind Kind { get; init; }

    /// <summary>What gatherings that belong together are called.</summary>
    [Text(200)]
    public string? Series { get; init; }

    /// <summary>For a session elsewhere: what the event is called that it is a part of.</summary>
    [Text(200)]
    public string? AtEvent { get; init; }

    /// <summary>For a hybrid gathering: how many can take part online, beside those in the room.</summary>
    [Range(0, 10_000)]
    public int OnlineCapacity { get; init; }

    /// <summary>What the venue, or the meeting online, has.</summary>
    [MaxLength(20)]
    public IReadOnlyList<AccessFeature> AccessFeatures { get; init; } = [];

    /// <summary>What else people want to know of the venue before they decide to come.</summary>
    [Text(2000, Lines = true)]
    public string? AccessNotes { get; init; }

    /// <summary>What those who come are known to find hard; for the Lab alone, and never whose need it is.</summary>
    [MaxLength(20)]
    public IReadOnlyList<AccessNeed> AccessNeeds { get; init; } = [];

    /// <summary>What people agree to before they book, so that the space is safe for all.</summary>
    [Text(4000, Lines = true)]
    public string? Agreement { get; init; }

    /// <summary>Where to join online: for those who are booked.</summary>
    [StringLength(1000, MinimumLength = 1)]
    public string? JoiningLink { get; init; }

    /// <summary>How to get there or to join: for those who are booked.</summary>
    [Text(4000, Lines = true)]
    public string? JoiningInstructions { get; init; }

    /// <summary>People who are signed in to the platform, by their id.</summary>
    [MaxLength(20)]
    public IReadOnlyList<Guid> FacilitatorIds { get; init; } = [];

    /// <summary>Test teams of the project that show their work.</summary>
    [MaxLength(30)]
    public IReadOnlyList<Guid> PresentingTeamIds { get; init; } = [];

    /// <summary>What does not go together, by JSON Pointer.</summary>
    public Dictionary<string, string[]> Faults(WorkshopFormat format, string at = "")
    {
        var faults = new Dictionary<string, string[]>();
        if (Kind == GatheringKind.Webinar && format == WorkshopFormat.InPerson)
            faults[$"{at}/kind"] = [WebinarsFormat];
        if ((Kind == GatheringKind.SessionElsewhere) != AtEvent is not null)
            faults[$"{at}/atEvent"] = ["Say for a session elsewhere, and for nothing else, at which event it is."];
        if (OnlineCapacity > 0 && format != WorkshopFormat.Hybrid)
            faults[$"{at}/onlineCapacity"] = ["Only a hybrid gathering has places online beside others; elsewhere say capacity."];
        if (JoiningLink is not null && !(Uri.TryCreate(JoiningLink, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps))
            faults[$"{at}/joiningLink"] = ["Write a whole address that begins with https://."];
        else if (JoiningLink is not null && format == WorkshopFormat.InPerson)
            faults[$"{at}/joiningLink"] = ["Nobody joins a gathering in person by a link."];
        return faults;
    }

    /// <summary>Nothing but the kind that was meant before there were others.</summary>
    internal static Arrangements None { get; } = new FirstArrangements();
}

/// <summary>The same while a gathering is scheduled, when not all of it is known yet.</summary>
public sealed record FirstArrangements : Arrangements;
