using QLab.Participants.Audit;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People;

static class PersonEndpoints
{
    public static void MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people.MapPost("", AddPerson.Handle).RequireScope("participants:write").Audited().WithSummary("Adds a person");
        people.MapGet("", ReadPeople.List).RequireScope("participants:read").OpenToOrganisations().Audited().WithSummary("People");
        people.MapGet("{id:guid}", ReadPeople.Get).RequireScope("participants:read").OpenToOrganisations().Audited().WithSummary("One person");
    }
}
