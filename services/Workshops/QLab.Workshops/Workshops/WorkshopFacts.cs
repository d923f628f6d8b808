using System.Globalization;
using System.Text.Json;

namespace QLab.Workshops.Workshops;

/// <summary>When and where a workshop is, as those read it who come: by the clock of the United Kingdom.</summary>
static class WorkshopFacts
{
    static readonly TimeZoneInfo Uk = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static Dictionary<string, string> Of(Workshop workshop) => new()
    {
        ["title"] = workshop.Title,
        ["startsDay"] = Day(workshop.StartsAt),
        ["hours"] = Hours(workshop.Diary),
        ["place"] = Place(workshop.Diary),
    };

    /// <summary>What it was before, of all that has changed; how to join is not said, but that it is another way.</summary>
    public static Dictionary<string, string> Changed(DiaryEntry was, DiaryEntry now)
    {
        var facts = new Dictionary<string, string>();
        if ((was.StartsAt, was.EndsAt) != (now.StartsAt, now.EndsAt))
            (facts["wasDay"], facts["wasHours"]) = (Day(was.StartsAt), Hours(was));
        if (Place(was) is { Length: > 0 } place && place != Place(now)) facts["wasPlace"] = place;
        if (was.Format != now.Format) facts["wasFormat"] = JsonNamingPolicy.CamelCase.ConvertName(was.Format.ToString());
        if ((was.JoiningLink, was.JoiningInstructions) != (now.JoiningLink, now.JoiningInstructions)) facts["joining"] = "changed";
        return facts;
    }

    static string Hours(DiaryEntry diary) => $"{Clock(diary.StartsAt)}–{Clock(diary.EndsAt)}";

    static string Place(DiaryEntry diary) => string.Join(", ", new[] { diary.Venue, diary.City }.OfType<string>());

    public static string Day(DateTimeOffset moment) => Local(moment).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset moment) => Local(moment).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Whether the clock shows this time twice that night.</summary>
    public static bool IsTwice(DateTimeOffset moment) => Uk.IsAmbiguousTime(Local(moment).DateTime);

    /// <summary>The instant at which that day begins, or one so many days later.</summary>
    public static DateTimeOffset DayBegins(DateTimeOffset moment, int daysLater)
    {
        var day = Local(moment).Date.AddDays(daysLater);
        return new DateTimeOffset(day, Uk.GetUtcOffset(day)).ToUniversalTime();
    }

    public static DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Uk);
}
