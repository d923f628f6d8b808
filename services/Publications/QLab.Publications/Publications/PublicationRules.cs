namespace QLab.Publications.Publications;

static class PublicationRules
{
    static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <summary>Every fault at once, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(string? slug, string markdown, DateOnly? publishedOn, DateTimeOffset now)
    {
        var faults = new Dictionary<string, string[]>();
        if (Guid.TryParse(slug, out _)) faults["/slug"] = ["A slug that looks like an id would be taken for one."];
        if (PublishedMarkdown.Fault(markdown) is { } fault) faults["/markdown"] = [fault];
        // East of Greenwich the day has begun already.
        if (publishedOn < Earliest || publishedOn > DateOnly.FromDateTime(now.UtcDateTime.AddHours(14)))
            faults["/publishedOn"] = ["A publication carries the day on which it came out, not one to come."];
        return faults;
    }

    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime);
}
