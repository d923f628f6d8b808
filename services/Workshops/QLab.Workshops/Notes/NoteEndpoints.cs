using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Notes;

static class NoteEndpoints
{
    public static IServiceCollection AddNotes(this IServiceCollection services) =>
        services.AddScoped<RecordNote>().AddScoped<CorrectNote>().AddScoped<RemoveNote>();

    public static RouteGroupBuilder MapNotes(this RouteGroupBuilder api)
    {
        var notes = api.MapGroup("/workshops/{id:guid}/notes")
            .WithTag("Notes", "What was said at a workshop; each note is a contribution.");
        notes.MapPost("", RecordNote.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Records a note, a quote, a takeaway or an idea: a contribution");
        notes.MapGet("", ReadNotes.List).RequireScope("workshops:read").WithSummary("What was noted")
            .RefusesUnknown<WorkshopsDb>(("participantId", (db, _) => db.Participants.Select(p => p.Id)));
        notes.MapGet("export", ExportNotes.Handle).RequireScope("workshops:read")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv", additionalContentTypes: "text/markdown")
            .WithSummary("The board as CSV or Markdown: what may be used for research, and without whose it is");
        notes.MapPost("reveal", RevealNotes.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Shows the notes that were secret until now");
        notes.MapGet("{noteId:guid}", ReadNotes.Get).RequireScope("workshops:read").WithSummary("One note");
        notes.MapPut("{noteId:guid}", CorrectNote.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Corrects a note that was taken wrongly, with a reason");
        notes.MapPost("{noteId:guid}/remove", RemoveNote.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Removes a note; its words go, and it counts no more");
        notes.MapGet("{noteId:guid}/changes", ReadNotes.Changes).WithName("listNoteChanges")
            .RequireScope("workshops:write")
            .WithSummary("Who corrected or removed a note, when and why; not what it said");

        var mine = api.MapMe().MapGroup("/workshops/{id:guid}");
        mine.MapGet("board", MyNotes.Board).WithName("readBoard")
            .WithSummary("What was noted in a workshop that I have a place in, without by whom");
        mine.MapPost("notes", RecordNote.Mine).WithName("recordMyNote").WithSummary("Notes something of my own: a contribution");
        mine.MapGet("notes", MyNotes.List).WithName("listMyNotes").WithSummary("What I have noted, or was noted as my words");
        mine.MapGet("notes/{noteId:guid}", MyNotes.Get).WithName("getMyNote").WithSummary("One note of mine");
        mine.MapPut("notes/{noteId:guid}", CorrectNote.Mine).WithName("correctMyNote").WithSummary("Puts a note of mine right");
        mine.MapPost("notes/{noteId:guid}/remove", RemoveNote.Mine)
            .WithName("removeMyNote")
            .WithSummary("Removes a note of mine; its words go");
        return api;
    }
}
