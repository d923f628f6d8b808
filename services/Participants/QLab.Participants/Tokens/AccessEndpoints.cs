using QLab.Participants.Audit;
using QLab.Participants.Clients;
using QLab.Participants.Keys;
using QLab.Participants.Roles;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Tokens;

/// <summary>Everything about who may do what.</summary>
static class AccessEndpoints
{
    public static void MapAccess(this RouteGroupBuilder api)
    {
        api.MapSignIn();
        api.MapRoles();
        api.MapClients();
        api.MapKeys();
        api.MapAudit();
    }
}
