using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Notes;

/// <summary>Its words go; that there was a note stays, so that what rested on it can be followed.</summary>
static class RemoveNote
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Guid noteId, ReasonRequest request, WorkshopsDb db, HttpContext http, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var note = await db.Notes.SingleOrDefaultAsync(n => n.WorkshopId == id && n.Id == noteId, ct);
        if (note is null) return Refusal.NotFound("note").ToProblem();
        if (NoteErrors.Wordless(note) is { } wordless) return wordless.ToProblem();

        var now = time.GetUtcNow();
        note.Remove(now);
        db.Add(ChangeEntry.Of(Note.Noun, noteId, note.Version, "removed", request.Reason, http.User, now));
        events.TellRemoved(note, await db.Workshops.Where(w => w.Id == id).Select(w => w.ProjectId).SingleAsync(ct), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
