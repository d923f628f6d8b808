using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Group;

/// <summary>Who speaks: a participant of the project, or the Lab.</summary>
/// <param name="ParticipationId">Null when it is the Lab.</param>
sealed record GroupCaller(Guid? ParticipationId)
{
    public bool IsLab => ParticipationId is null;
}

/// <summary>
/// Finds out as whom a caller takes part in a project's group. Whoever is also of the staff, or a facilitator, speaks as a participant.
/// </summary>
sealed class GroupCallers(ParticipantsDb db, IHttpContextAccessor accessor)
{
    public Task<(GroupCaller?, Refusal?)> ReaderAsync(Guid project, CancellationToken ct) => FindAsync(project, "participants:read", ct);

    /// <summary>Somebody who may write: the group has not been ended, and a participant has agreed to the rules of today.</summary>
    public async Task<(GroupCaller?, Refusal?)> WriterAsync(Guid project, CancellationToken ct)
    {
        var (caller, refusal) = await FindAsync(project, "participants:write", ct);
        if (caller is null) return (null, refusal);
        if (await db.Projects.Where(p => p.Id == project).Select(p => p.GroupEndReason).SingleAsync(ct) is { } ended)
            return (null, GroupErrors.Ended(ended));
        if (caller.ParticipationId is { } participation && !await HasAcceptedAsync(project, participation, ct))
            return (null, GroupErrors.RulesNotAccepted);
        return (caller, null);
    }

    public async Task<int> RulesVersionAsync(Guid project, CancellationToken ct) =>
        await db.HouseRules.Where(r => r.ProjectId == project).MaxAsync(r => (int?)r.Version, ct) ?? 1;

    async Task<(GroupCaller?, Refusal?)> FindAsync(Guid project, string labScope, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == project, ct)) return (null, Refusal.NotFound("project"));
        var user = accessor.HttpContext!.User;
        if (user.PersonId() is { } person && user.HasScope("me")
            && await db.Participations.Where(p => p.ProjectId == project && p.PersonId == person && p.LeftAt == null).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct) is { } participation)
            return (new(participation), null);
        // A caller who is bound to one organisation is a partner, not the Lab; who coordinates another project is nobody here.
        return user.OrganisationId() is null && user.MayActIn(project)
            && (user.HasScope(labScope) || user.IsInRole(QLab.ServiceDefaults.Security.Roles.Facilitator))
            ? (new(ParticipationId: null), null)
            : (null, GroupErrors.NotAMember);
    }

    async Task<bool> HasAcceptedAsync(Guid project, Guid participation, CancellationToken ct)
    {
        var version = await RulesVersionAsync(project, ct);
        return await db.GroupMembers.AnyAsync(m => m.ParticipationId == participation && m.AcceptedVersion == version, ct);
    }
}
