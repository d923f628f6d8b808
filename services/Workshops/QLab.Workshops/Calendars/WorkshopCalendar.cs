using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using QLab.Workshops.Bookings;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Calendars;

/// <summary>Gatherings as a calendar reads them (RFC 5545), by the clock of the United Kingdom.</summary>
sealed class WorkshopCalendar(string publicUrl, DateTimeOffset now)
{
    const string London = "Europe/London";

    readonly Calendar calendar = new() { ProductId = "-//QLab//Workshops//EN" };

    /// <param name="booking">With it, how to join is told.</param>
    public void Add(Workshop workshop, bool cancelled, Booking? booking = null) => calendar.Events.Add(new()
    {
        Uid = $"{workshop.Id}@{new Uri(publicUrl).Host}",
        Sequence = workshop.Sequence + (cancelled && workshop.CancelledAt is null ? 1 : 0),
        DtStamp = new CalDateTime(new DateTime(now.Year, now.Month, now.Day, now.Hour, 0, 0, DateTimeKind.Utc)),
        Start = Local(workshop.StartsAt),
        End = Local(workshop.EndsAt),
        Summary = workshop.Title,
        Location = string.Join(", ", new[] { workshop.Venue, workshop.City }.OfType<string>()) is { Length: > 0 } place ? place : null,
        Description = booking is null ? null : workshop.JoiningInstructions,
        Url = booking is { Attendance: Attendance.Online } && workshop.JoiningLink is { } link ? new Uri(link) : null,
        Status = cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
    });

    public string Write(string? method = null)
    {
        calendar.Method = method;
        calendar.AddChild(TimeZone());
        return Folded(new CalendarSerializer().SerializeToString(calendar)!);
    }

    /// <remarks>In the hour that comes twice, no time of the clock says which is meant.</remarks>
    static CalDateTime Local(DateTimeOffset moment) => WorkshopFacts.IsTwice(moment)
        ? new(moment.UtcDateTime)
        : new(DateTime.SpecifyKind(WorkshopFacts.Local(moment).DateTime, DateTimeKind.Unspecified), London);

    /// <summary>The rule since 1996; what took place before is not in it.</summary>
    static VTimeZone TimeZone()
    {
        var zone = new VTimeZone(London);
        zone.Children.Clear();
        zone.AddChild(Rule("DAYLIGHT", "BST", 3, new(1996, 3, 31, 1, 0, 0), TimeSpan.Zero, TimeSpan.FromHours(1)));
        zone.AddChild(Rule("STANDARD", "GMT", 10, new(1996, 10, 27, 2, 0, 0), TimeSpan.FromHours(1), TimeSpan.Zero));
        return zone;
    }

    static VTimeZoneInfo Rule(string name, string abbreviation, int month, DateTime first, TimeSpan before, TimeSpan after) => new()
    {
        Name = name, TimeZoneName = abbreviation, Start = new CalDateTime(first), OffsetFrom = new(before), OffsetTo = new(after),
        RecurrenceRule = new(FrequencyType.Yearly) { ByMonth = [month], ByDay = [new(DayOfWeek.Sunday, -1)] },
    };

    /// <summary>No line longer than 75 octets, and none cut inside a character (§3.1).</summary>
    static string Folded(string text)
    {
        var folded = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n")
            .Replace("\n ", "")
            .Replace("\n\t", "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > 75)
                {
                    folded.Append("\r\n ");
                    octets = 1;
                }
                folded.Append(rune);
                octets += rune.Utf8SequenceLength;
            }
            folded.Append("\r\n");
        }
        return folded.ToString();
    }
}
