using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Groups;
using QLab.Workshops.Methods;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Agenda;

/// <param name="Position">From 0.</param>
/// <param name="Method">The method of the library that it names, or else its own words.</param>
/// <param name="MethodId">Null where the library has none of this name.</param>
/// <param name="Groups">How the people who are expected make groups, where the method needs them.</param>
sealed record TimedSessionView(
    int Position, string Title, string Purpose, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Room, bool Break, string? Method,
    Guid? MethodId, GroupPlan? Groups, IReadOnlyList<string> Takeaways);

/// <param name="Size">How many the method has in a group.</param>
/// <param name="Sizes">How many there are in each group.</param>
sealed record GroupPlan(int Size, IReadOnlyList<int> Sizes);

/// <param name="People">For how many it was checked.</param>
/// <param name="Adaptations">What to do for those who find something hard.</param>
sealed record AgendaChecksView(int People, IReadOnlyList<AgendaWarning> Warnings, IReadOnlyList<SessionAdaptation> Adaptations);

static class ReadAgenda
{
    public static async Task<Results<Ok<List<TimedSessionView>>, ProblemHttpResult>> Get(
        Guid id, WorkshopsDb db, MethodLibrary library, ClaimsPrincipal reader, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().ShownTo(reader).Include(w => w.Places).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var methodNamed = await library.NamedAsync(ct);
        return TypedResults.Ok(Timetable.Of(workshop.Agenda, workshop.StartsAt)
            .Select(session => Shown(session, methodNamed(session.Session.Method), workshop.People)).ToList());
    }

    public static async Task<Results<Ok<AgendaChecksView>, ProblemHttpResult>> Check(
        Guid id, [Range(1, 10_000), Description("For how many; otherwise for those booked, or all places while nobody is.")] int? people,
        WorkshopsDb db, MethodLibrary library, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().Include(w => w.Places).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var (methodNamed, expected) = (await library.NamedAsync(ct), people ?? workshop.People);
        return TypedResults.Ok(new AgendaChecksView(
            expected, AgendaChecks.Of(workshop, expected, methodNamed), AgendaChecks.Adaptations(workshop, methodNamed)));
    }

    static TimedSessionView Shown(TimedSession timed, MethodView? method, int people)
    {
        var session = timed.Session;
        return new(
            timed.Position, session.Title, session.Purpose, timed.StartsAt, timed.EndsAt, session.Room, session.Break,
            method?.Name ?? session.Method, method?.Id,
            method?.GroupSize is { } size ? new(size, GroupSizes.Of(people, size)) : null, session.Takeaways);
    }
}
