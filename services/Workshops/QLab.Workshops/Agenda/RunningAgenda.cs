using QLab.Workshops.Workshops;

namespace QLab.Workshops.Agenda;

/// <summary>Where a gathering is in its agenda, kept so that it is the same on every device and after a restart.</summary>
sealed class RunningAgenda
{
    public required Guid WorkshopId { get; init; }
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The session that is on; the number of sessions once the last is over.</summary>
    public int Position { get; init; }

    /// <summary>When that session began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What it is given beside its minutes.</summary>
    public int ExtraMinutes { get; init; }

    /// <summary>When an agenda is started that is no rehearsal.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) OwnTime(Workshop workshop) =>
        (workshop.StartsAt.AddHours(-1), workshop.EndsAt);

    /// <summary>The timetable that it is measured by: a rehearsal is as late as it is by itself.</summary>
    public (IReadOnlyList<TimedSession> Timetable, bool Rehearsal) MeasuredBy(Workshop workshop)
    {
        var planned = Timetable.Of(workshop.Agenda, workshop.StartsAt);
        var (from, until) = OwnTime(workshop);
        return BeganAt >= from && BeganAt <= until
            ? (planned, false)
            : ([.. planned.Select(session => session with { StartsAt = session.StartsAt + (BeganAt - workshop.StartsAt) })], true);
    }
}

/// <param name="EndsAt">With what it was given beside its minutes.</param>
/// <param name="MinutesLeft">Below zero when it runs over.</param>
public sealed record CurrentSession(
    string Title, string? Room, DateTimeOffset StartedAt, DateTimeOffset EndsAt, int MinutesLeft, int ExtraMinutes);

/// <param name="PlannedAt">As the agenda has it.</param>
/// <param name="ExpectedAt">As things stand.</param>
public sealed record ComingSession(string Title, string? Room, bool Break, DateTimeOffset PlannedAt, DateTimeOffset ExpectedAt);

/// <summary>Where we are, what comes, and how late it is.</summary>
/// <param name="Now">The clock that all of it is reckoned by.</param>
/// <param name="Position">The session that is on, from 0; the number of sessions when all are over.</param>
/// <param name="LateMinutes">How far behind the agenda; below zero when ahead. A rehearsal is measured from when it was started.</param>
/// <param name="EndsAt">When it is over, as things stand.</param>
public sealed record RunningAgendaView(
    DateTimeOffset Now, DateTimeOffset BeganAt, int Position, CurrentSession? Current, IReadOnlyList<ComingSession> Coming, int LateMinutes,
    DateTimeOffset EndsAt)
{
    /// <summary>Whether it was started at another time than that of the gathering, from an hour before it until its end.</summary>
    public bool Rehearsal { get; init; }

    internal static RunningAgendaView Of(RunningAgenda running, Workshop workshop, DateTimeOffset now)
    {
        var (timetable, rehearsal) = running.MeasuredBy(workshop);
        return Of(running, timetable, now) with { Rehearsal = rehearsal };
    }

    internal static RunningAgendaView Of(RunningAgenda running, IReadOnlyList<TimedSession> timetable, DateTimeOffset now)
    {
        if (running.Position >= timetable.Count) return Over(running, timetable, now);
        var on = timetable[running.Position];
        var ends = running.StartedAt.AddMinutes(on.Session.Minutes + running.ExtraMinutes);
        var late = (ends > now ? ends : now) - on.EndsAt;
        var coming = Expected(timetable, running.Position, late);
        return new(
            now, running.BeganAt, running.Position,
            new(on.Session.Title, on.Session.Room, running.StartedAt, ends, Minutes(ends - now), running.ExtraMinutes),
            [.. coming.Select(next => new ComingSession(
                next.Session.Session.Title, next.Session.Session.Room, next.Session.Session.Break, next.Session.StartsAt,
                next.Session.StartsAt + next.Late))],
            Minutes(late),
            coming.Select(next => next.Session.EndsAt + next.Late).Append(on.EndsAt + late).Max());
    }

    static RunningAgendaView Over(RunningAgenda running, IReadOnlyList<TimedSession> timetable, DateTimeOffset now) => new(
        now, running.BeganAt, timetable.Count, Current: null, [],
        Minutes(running.StartedAt - timetable.Select(session => session.EndsAt).DefaultIfEmpty(running.StartedAt).Max()),
        running.StartedAt);

    /// <summary>A gap takes up what is late; a session with a time of its own does not begin before it.</summary>
    static List<(TimedSession Session, TimeSpan Late)> Expected(IReadOnlyList<TimedSession> timetable, int position, TimeSpan late)
    {
        var (coming, end) = (new List<(TimedSession, TimeSpan)>(), timetable[position].EndsAt);
        foreach (var session in timetable.Skip(position + 1))
        {
            if (session.StartsAt > end && late > TimeSpan.Zero) late = Max(late - (session.StartsAt - end), TimeSpan.Zero);
            if (session.Session.StartsAt is not null) late = Max(late, TimeSpan.Zero);
            coming.Add((session, late));
            if (session.EndsAt > end) end = session.EndsAt;
        }
        return coming;
    }

    static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    static int Minutes(TimeSpan span) => (int)Math.Round(span.TotalMinutes);
}
