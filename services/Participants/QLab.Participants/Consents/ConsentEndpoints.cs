using QLab.Participants.Audit;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Consents;

static class ConsentEndpoints
{
    public static void MapConsents(this RouteGroupBuilder api)
    {
        var consents = api.MapGroup("/projects/{projectId:guid}/participants/{participantId:guid}/consents").WithTags("Consents").OpenToOrganisations().Audited();
        consents.MapGet("", ReadConsents.OfParticipant).RequireScope("participants:read").WithSummary("What the participant has agreed to, with its history");
        consents.MapPost("give", ChangeConsent.Give).RequireScope("participants:write").WithSummary("Gives consent for one purpose, in the current wording");
        consents.MapPost("withdraw", ChangeConsent.Withdraw).RequireScope("participants:write").WithSummary("Withdraws consent for one purpose");
        api.MapGet("/consent-wordings", ReadConsents.Wordings).AllowAnonymous().WithTags("Consents").WithSummary("What people are asked, version by version");
    }
}
