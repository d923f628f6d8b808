using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Participations;

/// <param name="Id">The pseudonym that other services know as participantId.</param>
/// <param name="PersonId">Who it is; absent once the person has been erased.</param>
sealed record ParticipantView(
    Guid Id, Guid ProjectId, Guid? PersonId, IReadOnlyList<StatedPerspective> Perspectives, bool QMember, bool RemoteOnly,
    bool Simulated, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt)
{
    /// <summary>Their name; absent once they have been erased, and where somebody reads of themselves.</summary>
    public string? Name { get; init; }

    public static ParticipantView Of(Participation p, bool simulated) => new(
        p.Id, p.ProjectId, p.PersonId, [.. p.Perspectives.Select(q => new StatedPerspective(q.Kind, q.Field))],
        p.QMember, p.RemoteOnly, simulated, p.JoinedAt, p.LeftAt);
}

static class ReadParticipants
{
    public static async Task<Results<Page<ParticipantView>, ProblemHttpResult>> List(
        Guid projectId, [AsParameters] Paging paging, bool? left, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var project = await db.Projects.VisibleTo(http.User, db).AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();

        var simulated = project.Simulated;
        var page = await paging.ReadAsync(
            db.Participations.VisibleTo(http.User, db).Where(p => p.ProjectId == projectId && (left == null || (p.LeftAt != null) == left)),
            p => p.Id, p => ParticipantView.Of(p, simulated), ct);
        return page.With(await NamedAsync(page.Items, db, audit, ct));
    }

    public static async Task<Results<Ok<ParticipantView>, ProblemHttpResult>> Get(
        Guid projectId, Guid participantId, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var found = await (
            from participation in db.Participations.VisibleTo(http.User, db).AsNoTracking()
            join project in db.Projects on participation.ProjectId equals project.Id
            where participation.Id == participantId && participation.ProjectId == projectId
            select new { participation, project.Simulated }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("participant").ToProblem();

        var view = ParticipantView.Of(found.participation, found.Simulated);
        http.SetETag(found.participation.RowVersion);
        return TypedResults.Ok((await NamedAsync([view], db, audit, ct))[0]);
    }

    public static async Task<Ok<IReadOnlyList<ParticipantView>>> Mine(HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var me = http.User.Myself();
        var found = await (
            from participation in db.Participations.AsNoTracking()
            join project in db.Projects on participation.ProjectId equals project.Id
            where participation.PersonId == me
            orderby participation.Id
            select new { participation, project.Simulated }).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<ParticipantView>>(
            [.. found.Select(each => ParticipantView.Of(each.participation, each.Simulated))]);
    }

    static async Task<List<ParticipantView>> NamedAsync(
        IReadOnlyList<ParticipantView> shown, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        Guid?[] ids = [.. shown.Select(p => p.PersonId)];
        var people = await db.People.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.AuditId }).ToListAsync(ct);
        await audit.ReadAsync("participants", people.Select(p => p.AuditId), ct);
        var names = people.ToDictionary(p => p.Id, p => p.Name);
        return [.. shown.Select(p => p.PersonId is { } id && names.TryGetValue(id, out var name) ? p with { Name = name } : p)];
    }
}
