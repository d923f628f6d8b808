using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Participations;

/// <param name="Id">The pseudonym that other services know as participantId.</param>
/// <param name="PersonId">Who it is; absent once the person has been erased.</param>
sealed record ParticipantView(
    Guid Id, Guid ProjectId, Guid? PersonId, IReadOnlyList<StatedPerspective> Perspectives, bool QMember, bool RemoteOnly,
    bool Simulated, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt)
{
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
        await AuditAsync(page.Items, db, audit, ct);
        return page;
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
        await AuditAsync([view], db, audit, ct);
        http.SetETag(found.participation.RowVersion);
        return TypedResults.Ok(view);
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

    static async Task AuditAsync(IReadOnlyList<ParticipantView> shown, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        Guid?[] people = [.. shown.Select(p => p.PersonId)];
        await audit.ReadAsync("participants", await db.People.Where(p => people.Contains(p.Id)).Select(p => p.AuditId).ToListAsync(ct), ct);
    }
}
