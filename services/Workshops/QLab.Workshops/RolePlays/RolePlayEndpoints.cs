using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.RolePlays;

static class RolePlayEndpoints
{
    public static RouteGroupBuilder MapRolePlays(this RouteGroupBuilder api)
    {
        var mine = api.MapMe().MapGroup("/workshops/{id:guid}/role-plays");
        mine.MapPost("", Present.Handle).WithName("presentRolePlay").WithSummary("Begins a go of mine; its code is for those who listen");
        mine.MapGet("", Present.List)
            .WithName("listMyRolePlays")
            .WithSummary("My goes, with what those who listened have said; for me alone");
        mine.MapPut("{code}/feedback", GiveFeedback.Handle).WithSummary("Three sentences for somebody whom I listened to");
        mine.MapDelete("{code}/feedback", GiveFeedback.Withdraw).WithName("withdrawFeedback").WithSummary("Takes them back");
        return api;
    }
}
