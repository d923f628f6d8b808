using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Agenda;

static class AgendaEndpoints
{
    public static void MapAgenda(this RouteGroupBuilder api)
    {
        var agenda = api.MapGroup("/workshops/{id:guid}/agenda")
            .WithTag("Agenda", "What happens when, what speaks against it, and where we are.");
        agenda.MapGet("", ReadAgenda.Get).AllowAnonymous().WithSummary("The sessions with their times, methods and groups");
        agenda.MapGet("checks", ReadAgenda.Check).RequireScope("workshops:read").WithName("checkAgenda")
            .WithSummary("What somebody with experience would ask about it, and what helps with access needs");
        agenda.MapGet("run", RunAgenda.Get).RequireScope("workshops:read").WithName("readRunningAgenda")
            .WithSummary("Where we are, what comes, and how late it is");
        agenda.MapPost("run/start", RunAgenda.Start).RequireScope("workshops:write").WithName("startAgenda")
            .WithSummary("The first session begins; once, however often it is sent");
        agenda.MapPost("run/go", RunAgenda.Go).RequireScope("workshops:write").WithName("goToSession")
            .WithSummary("On to the next session, back to one, or to the end");
        agenda.MapPost("run/extend", RunAgenda.Extend).RequireScope("workshops:write").WithName("extendSession")
            .WithSummary("Gives the session that is on more minutes");
    }
}
