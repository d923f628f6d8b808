using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Agenda;

namespace QLab.Workshops.Workshops;

public enum WorkshopFormat
{
    InPerson,
    Online,
    Hybrid,
}

/// <summary>What is said about a workshop when it is scheduled, and may be corrected later.</summary>
[EveryMemberRequired]
[Example("""
    { "title": "Quiet nights", "format": "hybrid", "city": "London", "venue": null,
      "startsAt": "2026-11-05T10:00:00Z", "endsAt": "2026-11-05T12:00:00Z", "capacity": 30,
      "agenda": [{ "title": "What we heard", "purpose": "See the survey together", "minutes": 45 }] }
    """)]
public record WorkshopDetails
{
    const int LongestTakeaway = 1000;

    [Required, Text(200)]
    public required string Title { get; init; }

    public required WorkshopFormat Format { get; init; }

    /// <summary>Where people meet; not for an online workshop.</summary>
    [StringLength(100, MinimumLength = 1)]
    public string? City { get; init; }

    [StringLength(300, MinimumLength = 1)]
    public string? Venue { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>How many places can be booked: in the room, or online where nobody meets in a room.</summary>
    [Range(1, 10_000)]
    public required int Capacity { get; init; }

    [Required, MaxLength(50)]
    public required IReadOnlyList<Session> Agenda { get; init; }

    /// <summary>Every fault at once, by JSON Pointer.</summary>
    public Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (Format != WorkshopFormat.Online && City is null)
            faults["/city"] = ["Say where people meet, or make the workshop online."];
        if (Format == WorkshopFormat.Online && City is not null)
            faults["/city"] = ["An online workshop has no city."];
        if (Format == WorkshopFormat.Online && Venue is not null)
            faults["/venue"] = ["An online workshop has no venue."];
        if (EndsAt <= StartsAt)
            faults["/endsAt"] = ["The end comes after the start."];
        else if (Timetable.MinutesOf(Agenda, StartsAt) is var minutes && minutes > (EndsAt - StartsAt).TotalMinutes)
            faults["/agenda"] = [$"The sessions take {minutes} minutes, the workshop {(EndsAt - StartsAt).TotalMinutes:0}."];

        for (var i = 0; i < Agenda.Count; i++)
        {
            if (Agenda[i].StartsAt < StartsAt || Agenda[i].StartsAt >= EndsAt)
                faults[$"/agenda/{i}/startsAt"] = ["The session begins while the workshop lasts."];
            for (var j = 0; j < Agenda[i].Takeaways.Count; j++)
                if (Agenda[i].Takeaways[j] is var takeaway && (string.IsNullOrWhiteSpace(takeaway) || takeaway.Length > LongestTakeaway))
                    faults[$"/agenda/{i}/takeaways/{j}"] = [$"A takeaway is 1 to {LongestTakeaway} characters."];
        }
        return faults;
    }
}
