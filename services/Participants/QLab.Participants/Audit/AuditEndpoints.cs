using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Audit;

static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder api) =>
        api.MapGet("/audit", ReadAudit.List).RequireScope(Access.Audit).Audited().WithTags("Audit")
            .WithSummary("Who read or changed what about whom, newest first");
}
