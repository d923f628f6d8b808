using System.Globalization;

namespace QLab.Workshops.Workshops;

/// <summary>When and where a workshop is, as those read it who come: by the clock of the United Kingdom.</summary>
static class WorkshopFacts
{
    static readonly TimeZoneInfo Uk = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static Dictionary<string, string> Of(Workshop workshop) => new()
    {
        ["title"] = workshop.Title,
        ["startsDay"] = Day(workshop.StartsAt),
        ["hours"] = $"{Clock(workshop.StartsAt)}–{Clock(workshop.EndsAt)}",
        ["place"] = string.Join(", ", new[] { workshop.Venue, workshop.City }.OfType<string>()),
    };

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
