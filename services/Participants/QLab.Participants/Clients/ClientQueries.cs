using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

static class ClientQueries
{
    /// <summary>A caller bound to an organisation knows that organisation's clients only.</summary>
    public static IQueryable<Client> Of(this IQueryable<Client> clients, ClaimsPrincipal user) =>
        user.OrganisationId() is { } own ? clients.Where(c => c.OrganisationId == own) : clients;

    /// <summary>An organisation's client never has more than the organisation may have today.</summary>
    public static async Task<IReadOnlyList<string>> ScopesNowAsync(this ParticipantsDb db, Client client, CancellationToken ct) =>
        client.OrganisationId is { } organisation
            ? [.. client.Scopes.Intersect(await db.ScopesAllowedAsync(organisation, ct))]
            : client.Scopes;
}

static class OrganisationScopeQueries
{
    public static async Task<string[]> ScopesAllowedAsync(this ParticipantsDb db, Guid organisationId, CancellationToken ct) =>
        await db.OrganisationScopes.Where(a => a.OrganisationId == organisationId).Select(a => a.Scopes).SingleOrDefaultAsync(ct) ?? OrganisationScopes.Least;
}
