using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Audit;

static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api) =>
        api.MapGet("/audit", ReadAudit.List).WithName("listAuditEntries").RequireScope(Access.Audit).Audited()
            .WithTag("Audit", "Who read or changed what about whom.")
            .WithSummary("Who read or changed what about whom, newest first");
}
