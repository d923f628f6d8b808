using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Roles;

static class RoleEndpoints
{
    public static void MapRoles(this RouteGroupBuilder api)
    {
        var roles = api.MapGroup("")
            .WithTag("Roles", "What people of the Lab and of organisations may do.").RequireScope(Access.Grant).Audited();
        roles.MapGet("/people/{id:guid}/roles", ReadRoles.OfPerson).WithSummary("What a person may do");
        roles.MapPost("/people/{id:guid}/roles/grant", GrantRole.Handle)
            .WithSummary(
                "Gives a role: staff, facilitator, teamMember, organisationAdministrator of one organisation, coordinator of one project");
        roles.MapPost("/people/{id:guid}/roles/revoke", RevokeRole.Handle)
            .WithSummary("Takes a role away; tokens that say otherwise are refused within a minute");
        roles.MapPost("/staff/invitations", InviteStaff.Handle)
            .WithSummary("Makes somebody a member of staff, known before or not, and writes to them");
    }
}

static class RoleErrors
{
    public static Refusal NotGranted => Refusal.Conflict("role-not-granted", "This person does not have this role.");

    public static Refusal LastStaff => Refusal.Conflict(
        "last-staff", "This is the last member of staff. Give the role to somebody else first, or let the client 'operator' take it.");
}
