using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Agenda;

/// <param name="From">The session that is on, as you see it: whoever presses at the same moment moves once.</param>
/// <param name="To">The next one, one to go back to, or the number of sessions to end; 0 begins anew.</param>
[Example("""{ "from": 0, "to": 1 }""")]
public sealed record GoToSessionRequest([property: Range(0, 50)] int From, [property: Range(0, 50)] int To);

/// <param name="Position">The session that is on.</param>
/// <param name="ExtraMinutes">What it is given beside its minutes, in all.</param>
[Example("""{ "position": 1, "extraMinutes": 10 }""")]
public sealed record ExtendSessionRequest([property: Range(0, 50)] int Position, [property: Range(0, 480)] int ExtraMinutes);

/// <summary>
/// The facilitators' clock. Each request says where its sender believes to be, so that it may be sent twice, and two devices do not skip a
/// session.
/// </summary>
sealed class RunAgenda(WorkshopsDb db, TimeProvider time)
{
    static Refusal NotRunning => Refusal.Conflict("agenda-not-running", "The agenda has not been started.");
    static Refusal Empty => Refusal.Conflict("agenda-empty", "The workshop has no sessions.");
    static Refusal NoSuchSession(int sessions) =>
        Refusal.Conflict("no-such-session", $"The agenda has {sessions} sessions, counted from 0.");
    static Refusal MovedOn(int position) =>
        Refusal.Conflict("agenda-moved-on", $"Another session is on by now: {position}.") with
        {
            Members = new Dictionary<string, object?> { ["position"] = position },
        };

    public static Task<Results<Ok<RunningAgendaView>, ProblemHttpResult>> Get(Guid id, RunAgenda run, CancellationToken ct) =>
        run.ShowAsync(id, _ => Task.FromResult<Refusal?>(null), ct);

    public static Task<Results<Ok<RunningAgendaView>, ProblemHttpResult>> Start(Guid id, RunAgenda run, CancellationToken ct) =>
        run.ShowAsync(id, workshop => run.StartAsync(workshop, ct), ct);

    public static Task<Results<Ok<RunningAgendaView>, ProblemHttpResult>> Go(
        Guid id, GoToSessionRequest request, RunAgenda run, CancellationToken ct) =>
        run.ShowAsync(id, workshop => run.GoAsync(workshop, request, ct), ct);

    public static Task<Results<Ok<RunningAgendaView>, ProblemHttpResult>> Extend(
        Guid id, ExtendSessionRequest request, RunAgenda run, CancellationToken ct) =>
        run.ShowAsync(id, workshop => run.ExtendAsync(workshop, request, ct), ct);

    /// <summary>Where it is, after it was moved.</summary>
    async Task<Results<Ok<RunningAgendaView>, ProblemHttpResult>> ShowAsync(
        Guid id, Func<Workshop, Task<Refusal?>> move, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (await move(workshop) is { } refusal) return refusal.ToProblem();
        return await Running(workshop).AsNoTracking().SingleOrDefaultAsync(ct) is { } running
            ? TypedResults.Ok(RunningAgendaView.Of(running, workshop, time.GetUtcNow()))
            : NotRunning.ToProblem();
    }

    async Task<Refusal?> StartAsync(Workshop workshop, CancellationToken ct)
    {
        if (workshop.Draft) return WorkshopErrors.NotPublished;
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason);
        if (workshop.Agenda.Count == 0) return Empty;
        var now = time.GetUtcNow();
        var (from, until) = RunningAgenda.OwnTime(workshop);
        // What a rehearsal has left behind is begun anew at the gathering itself.
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO running_agendas (workshop_id, began_at, position, started_at, extra_minutes)
            VALUES ({workshop.Id}, {now}, 0, {now}, 0)
            ON CONFLICT (workshop_id) DO UPDATE SET
                began_at = excluded.began_at, position = 0, started_at = excluded.started_at, extra_minutes = 0
            WHERE running_agendas.began_at NOT BETWEEN {from} AND {until} AND excluded.began_at BETWEEN {from} AND {until}
            """, ct);
        return null;
    }

    async Task<Refusal?> GoAsync(Workshop workshop, GoToSessionRequest request, CancellationToken ct)
    {
        if (request.To > workshop.Agenda.Count) return NoSuchSession(workshop.Agenda.Count);
        var now = time.GetUtcNow();
        var anew = request.To == 0;
        var moved = await Running(workshop).Where(a => a.Position == request.From && (a.Position != request.To || anew))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Position, request.To).SetProperty(a => a.StartedAt, now)
                .SetProperty(a => a.ExtraMinutes, 0).SetProperty(a => a.BeganAt, a => anew ? now : a.BeganAt), ct);
        return moved == 1 ? null : await ElsewhereAsync(workshop, request.To, ct);
    }

    async Task<Refusal?> ExtendAsync(Workshop workshop, ExtendSessionRequest request, CancellationToken ct)
    {
        if (request.Position >= workshop.Agenda.Count) return NoSuchSession(workshop.Agenda.Count);
        var extended = await Running(workshop).Where(a => a.Position == request.Position)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.ExtraMinutes, request.ExtraMinutes), ct);
        return extended == 1 ? null : await ElsewhereAsync(workshop, null, ct);
    }

    /// <summary>Why nothing has moved; null when it is where it was to go.</summary>
    async Task<Refusal?> ElsewhereAsync(Workshop workshop, int? wanted, CancellationToken ct) =>
        await Running(workshop).Select(a => (int?)a.Position).SingleOrDefaultAsync(ct) is not { } position ? NotRunning
        : position == wanted ? null : MovedOn(position);

    IQueryable<RunningAgenda> Running(Workshop workshop) => db.RunningAgendas.Where(a => a.WorkshopId == workshop.Id);
}
