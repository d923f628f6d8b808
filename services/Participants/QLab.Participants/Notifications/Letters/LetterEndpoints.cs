using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Notifications.Letters;

static class LetterEndpoints
{
    public static void MapLetters(this RouteGroupBuilder api)
    {
        var project = api.MapGroup("/projects/{projectId:guid}")
            .WithTag("Letters", "What goes by post to people who prefer that, printed by staff.").Audited();
        project.MapGet("/letters", ReadLetters.List).RequireScope("participants:read").WithSummary("Letters that are to be printed");
        var batches = project.MapGroup("/letter-batches");
        batches.MapPost("", MakeLetterBatch.Handle).RequireScope("participants:write")
            .WithSummary("Takes up to 200 letters that wait, to be printed together");
        batches.MapGet("", ReadLetters.Batches).WithName("listLetterBatches").RequireScope("participants:read")
            .WithSummary("Batches of letters, and which are printed");
        batches.MapGet("{id:guid}/letters.pdf", PrintLetters.Pdf).WithName("downloadLetters").RequireScope("participants:read")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .WithSummary("The letters of a batch as one PDF, the address in the window of a DL envelope");
        batches.MapPost("{id:guid}/printed", PrintLetters.Printed).WithName("markLettersPrinted").RequireScope("participants:write")
            .WithSummary("Says that a batch is printed; what its letters say is not kept any longer");
    }
}

static class LetterErrors
{
    public static Refusal NothingToPrint => Refusal.Conflict("no-letters", "There is no letter to print, or each is in a batch already.");
    public static Refusal Printed =>
        Refusal.Conflict("letters-printed", "These letters are printed; what they said is no longer kept.");
}
