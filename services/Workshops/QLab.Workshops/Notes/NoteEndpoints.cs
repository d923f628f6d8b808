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
    }
}
