using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops;

/// <summary>As what somebody signed in takes part.</summary>
static class TakingPart
{
    /// <summary>Their own participations, those that have ended left out.</summary>
    public static IQueryable<Participant> Of(this DbSet<Participant> participants, ClaimsPrincipal user)
    {
        var mine = user.ParticipantIds();
        return participants.Where(p => p.Present && mine.Contains(p.Id));
    }

    /// <summary>The pseudonym in one project; null for somebody who does not take part in it.</summary>
    public static Task<Guid?> InAsync(this DbSet<Participant> participants, Guid projectId, ClaimsPrincipal user, CancellationToken ct) =>
        participants.Of(user).Where(p => p.ProjectId == projectId).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
}
