using Microsoft.EntityFrameworkCore;

namespace QLab.Participants.Clients;

static class OrganisationScopeQueries
{
    public static async Task<string[]> ScopesAllowedAsync(this ParticipantsDb db, Guid organisationId, CancellationToken ct) =>
        await db.OrganisationScopes.Where(a => a.OrganisationId == organisationId).Select(a => a.Scopes).SingleOrDefaultAsync(ct) ?? OrganisationScopes.Least;
}
