using QLab.Participants.Audit;
using QLab.Participants.People.AccessNeeds;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People;

static class PersonEndpoints
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddScoped<PersonAccessNeeds>();
    }

    public static void MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTag("People", "Who is known to the Lab, for the Lab itself.").Audited();
        people.MapPost("", AddPerson.Handle).RequireScope("participants:write").WithSummary("Adds a person");
        people.MapGet("", ReadPeople.List).RequireScope("participants:read").OpenToOrganisations(Visible.OwnPeople).OpenToCoordinators()
            .WithSummary("Finds people")
            .RefusesUnknown<ParticipantsDb>(
                ("organisationId", (db, _) => db.Organisations.Select(o => o.Id)), ("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        people.MapGet("{id:guid}", ReadPeople.Get).RequireScope("participants:read").OpenToOrganisations(Visible.OwnPeople).WithSummary("One person");
        people.MapPut("{id:guid}", CorrectPerson.Handle).RequireScope("participants:write").WithSummary("Corrects a person");

        var me = api.MapMe();
        me.MapGet("", MyDetails.Read).WithSummary("What is known about me");
        me.MapPut("", MyDetails.Correct).WithSummary("Corrects what is known about me");

        api.MapAccessNeeds();
    }
}

static class PersonErrors
{
    /// <remarks>It does not say whose: somebody who corrects their own address must not learn who else is known here.</remarks>
    public static Refusal EmailTaken => Refusal.Conflict(
        "email-taken", "This e-mail address cannot be used. If it is yours, ask the staff of the Lab to put the two records together.");
    public static Refusal AddressByTheLab => Refusal.Conflict("email-by-the-lab", "You sign in with this address, so the Lab changes it for you once it is sure that the new one is yours. Send the present one to correct the rest.");
}
