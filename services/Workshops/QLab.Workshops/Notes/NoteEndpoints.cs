using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Notes;

static class NoteEndpoints
{
    public static void MapNotes(this RouteGroupBuilder api)
    {
        var notes = api.MapGroup("/workshops/{id:guid}/notes")
            .WithTag("Notes", "What was said at a workshop; each note is a contribution.");
        notes.MapPost("", RecordNote.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Records a note, a quote or a takeaway: a contribution");
        notes.MapGet("", ReadNotes.List).RequireScope("workshops:read").WithSummary("What was noted")
            .RefusesUnknown<WorkshopsDb>(("participantId", (db, _) => db.Participants.Select(p => p.Id)));
        notes.MapGet("{noteId:guid}", ReadNotes.Get).RequireScope("workshops:read").WithSummary("One note");
        notes.MapPut("{noteId:guid}", CorrectNote.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Corrects a note that was taken wrongly, with a reason");
        notes.MapPost("{noteId:guid}/remove", RemoveNote.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Removes a note; its words go, and it counts no more");
        notes.MapGet("{noteId:guid}/changes", ReadNoteChanges.List)
            .RequireScope("workshops:write")
            .WithSummary("Who corrected or removed a note, when and why; not what it said");
    }
}
