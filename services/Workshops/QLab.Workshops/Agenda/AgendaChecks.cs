using QLab.Workshops.Methods;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Agenda;

public enum AgendaConcern
{
    Overlap,
    LongWithoutBreak,
    UnknownMethod,
    TooShort,
    TooFewPeople,
    TooManyPeople,

    /// <summary>The method cannot be done online.</summary>
    Form,

    /// <summary>The method asks what some find hard, and nobody knows what to do about it.</summary>
    AccessNeed,
}

/// <param name="Position">The session, from 0.</param>
public sealed record AgendaWarning(AgendaConcern Concern, int Position, string Message);

/// <summary>What to do in a session for those who find something hard.</summary>
/// <param name="Position">The session, from 0.</param>
public sealed record SessionAdaptation(int Position, AccessNeed Need, string Adaptation);

/// <summary>What an experienced facilitator would ask about an agenda. None of it forbids anything.</summary>
static class AgendaChecks
{
    const int LongestStretch = 90, ShortestRest = 10;

    public static List<AgendaWarning> Of(Workshop workshop, int people, Func<string?, MethodView?> methodNamed)
    {
        var timetable = Timetable.Of(workshop.Agenda, workshop.StartsAt);
        var ofMethods = timetable.SelectMany(session => OfMethod(workshop, session, people, methodNamed));
        return [.. Overlaps(timetable).Concat(Stretches(timetable)).Concat(ofMethods).OrderBy(warning => warning.Position)];
    }

    public static List<SessionAdaptation> Adaptations(Workshop workshop, Func<string?, MethodView?> methodNamed) =>
        [.. from session in workshop.Agenda.Index()
            from access in methodNamed(session.Item.Method)?.Access ?? []
            where access.Adaptation is not null && workshop.AccessNeeds.Contains(access.Need)
            select new SessionAdaptation(session.Index, access.Need, access.Adaptation!)];

    static IEnumerable<AgendaWarning> Overlaps(IReadOnlyList<TimedSession> timetable) =>
        from session in timetable
        from other in timetable.Take(session.Position)
        where session.Overlaps(other) && session.Session.Room == other.Session.Room
        select new AgendaWarning(
            AgendaConcern.Overlap, session.Position, $"It begins before {Quoted(other)} has ended in the same room.");

    static IEnumerable<AgendaWarning> Stretches(IReadOnlyList<TimedSession> timetable)
    {
        DateTimeOffset? since = null;
        var (until, told) = (DateTimeOffset.MinValue, false);
        foreach (var session in timetable.OrderBy(session => session.StartsAt))
        {
            if (session.Session.Break || (session.StartsAt - until).TotalMinutes >= ShortestRest) (since, told) = (null, false);
            if (session.EndsAt > until) until = session.EndsAt;
            if (session.Session.Break) continue;
            since ??= session.StartsAt;
            if (told || (session.EndsAt - since.Value).TotalMinutes is var minutes && minutes <= LongestStretch) continue;
            told = true;
            yield return new(
                AgendaConcern.LongWithoutBreak, session.Position,
                $"By its end people have worked for {(session.EndsAt - since.Value).TotalMinutes:0} minutes without a break.");
        }
    }

    static IEnumerable<AgendaWarning> OfMethod(
        Workshop workshop, TimedSession session, int people, Func<string?, MethodView?> methodNamed)
    {
        if (session.Session.Method is not { } name) yield break;
        if (methodNamed(name) is not { } method)
        {
            yield return Warn(AgendaConcern.UnknownMethod, $"The library has no method '{name}'; nothing more can be checked.");
            yield break;
        }
        if (session.Session.Minutes < method.MinutesInAll)
            yield return Warn(AgendaConcern.TooShort, $"{method.Name} takes {method.MinutesInAll} minutes at least.");
        if (people < method.LeastPeople)
            yield return Warn(AgendaConcern.TooFewPeople, $"{method.Name} is for {method.LeastPeople} people or more; there are {people}.");
        if (people > method.MostPeople)
            yield return Warn(AgendaConcern.TooManyPeople, $"{method.Name} is for {method.MostPeople} people or fewer; there are {people}.");
        if (workshop.Format != WorkshopFormat.InPerson && method.Online is null)
            yield return Warn(AgendaConcern.Form, $"Nobody knows how to do {method.Name} online.");
        foreach (var access in method.Access.Where(access => access.Adaptation is null && workshop.AccessNeeds.Contains(access.Need)))
            yield return Warn(AgendaConcern.AccessNeed, $"{method.Name} is hard for some who come: {access.Need}. No way round is known.");

        AgendaWarning Warn(AgendaConcern concern, string message) => new(concern, session.Position, message);
    }

    static string Quoted(TimedSession session) => $"'{session.Session.Title}'";
}
