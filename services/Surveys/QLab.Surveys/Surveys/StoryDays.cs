namespace QLab.Surveys.Surveys;

/// <summary>
/// In a project that is made up things happen on the days of its story, and whoever plays it may say so. In any other the day is the one
/// on which the platform was told.
/// </summary>
static class StoryDays
{
    static readonly DateOnly Earliest = new(1900, 1, 1);

    /// <param name="maySay">Whether the project is made up, and the caller plays it.</param>
    public static string? Fault(DateOnly day, bool maySay, DateTimeOffset now) =>
        !maySay ? "Only in a project whose people are made up may a day be said, and only with the scope surveys:write."
        : day < Earliest || day > DateOnly.FromDateTime(now.UtcDateTime) ? "This is a day in the past, and after 1900."
        : null;

    public static DateTimeOffset At(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
