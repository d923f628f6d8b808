namespace QLab.Workshops.Agenda;

/// <summary>A session with its time as it is planned.</summary>
sealed record TimedSession(int Position, Session Session, DateTimeOffset StartsAt)
{
    public DateTimeOffset EndsAt => StartsAt.AddMinutes(Session.Minutes);

    public bool Overlaps(TimedSession other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;
}

/// <summary>When sessions are: at the time that they say, or after all of those before them.</summary>
static class Timetable
{
    public static IReadOnlyList<TimedSession> Of(IReadOnlyList<Session> agenda, DateTimeOffset startsAt)
    {
        var timed = new List<TimedSession>();
        foreach (var (position, session) in agenda.Index())
        {
            timed.Add(new(position, session, session.StartsAt ?? startsAt));
            if (timed[^1].EndsAt > startsAt) startsAt = timed[^1].EndsAt;
        }
        return timed;
    }

    /// <summary>From the start to the end of the last session.</summary>
    public static double MinutesOf(IReadOnlyList<Session> agenda, DateTimeOffset startsAt) =>
        Of(agenda, startsAt).Select(session => (session.EndsAt - startsAt).TotalMinutes).DefaultIfEmpty(0).Max();
}
