using System.Security.Claims;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

static class ClientQueries
{
    /// <summary>A caller bound to an organisation knows that organisation's clients only.</summary>
    public static IQueryable<Client> Of(this IQueryable<Client> clients, ClaimsPrincipal user) =>
        user.OrganisationId() is { } own ? clients.Where(c => c.OrganisationId == own) : clients;
}
