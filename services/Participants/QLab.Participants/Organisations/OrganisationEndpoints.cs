using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Organisations;

static class OrganisationEndpoints
{
    public static void MapOrganisations(this RouteGroupBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Organisations");
        organisations.MapPost("", RegisterOrganisation.Handle).RequireScope("participants:write").WithSummary("Registers an organisation");
        organisations.MapGet("", ReadOrganisations.List).RequireScope("participants:read").OpenToOrganisations().WithSummary("Organisations");
        organisations.MapGet("{id:guid}", ReadOrganisations.Get).RequireScope("participants:read").OpenToOrganisations().WithSummary("One organisation");
    }
}
