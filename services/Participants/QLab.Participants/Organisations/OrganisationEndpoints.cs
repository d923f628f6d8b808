using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Organisations;

static class OrganisationEndpoints
{
    const string PublicAnyway = "all of them, since names and federations are public";

    public static void MapOrganisations(this RouteGroupBuilder api)
    {
        var organisations = api.MapGroup("/organisations")
            .WithTag("Organisations", "Charities, trusts, universities and others, and which of them belong together.");
        organisations.MapPost("", RegisterOrganisation.Handle).RequireScope("participants:write").WithSummary("Registers an organisation");
        organisations.MapGet("", ReadOrganisations.List).RequireScope("participants:read").OpenToOrganisations(PublicAnyway).OpenToCoordinators().WithSummary("Organisations")
            .RefusesUnknown<ParticipantsDb>(("parentId", (db, _) => db.Organisations.Select(o => o.Id)));
        organisations.MapGet("{id:guid}", ReadOrganisations.Get)
            .RequireScope("participants:read")
            .OpenToOrganisations(PublicAnyway).OpenToCoordinators()
            .WithSummary("One organisation");
        organisations.MapPut("{id:guid}", CorrectOrganisation.Handle)
            .RequireScope("participants:write")
            .WithSummary("Corrects an organisation, or moves it to another federation");
        organisations.MapGet("{id:guid}/descendants", Federation.Descendants)
            .WithName("listDescendants").RequireScope("participants:read").OpenToOrganisations(PublicAnyway).OpenToCoordinators()
                .WithSummary("All that belong to a federation, at any depth");
        organisations.MapGet("{id:guid}/ancestors", Federation.Ancestors)
            .WithName("listAncestors").RequireScope("participants:read").OpenToOrganisations(PublicAnyway).OpenToCoordinators()
                .WithSummary("The federations it belongs to, the nearest first");
    }
}

static class OrganisationErrors
{
    public static Refusal Circle =>
        Refusal.Conflict("federation-circle", "The parent is the organisation itself or belongs to it: a federation has no circles.");
}
