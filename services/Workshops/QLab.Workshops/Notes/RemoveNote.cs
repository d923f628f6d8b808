using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Notes;

/// <summary>Its words go; that there was a note stays, so that what rested on it can be followed.</summary>
sealed class RemoveNote(WorkshopsDb db, IEvents events, TimeProvider time)
{
    public static Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, Guid noteId, ReasonRequest request, RemoveNote removing, WorkshopsDb db, HttpContext http, CancellationToken ct) =>
        removing.RunAsync(db.Notes.Where(n => n.WorkshopId == id && n.Id == noteId), request, http, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Mine(
        Guid id, Guid noteId, ReasonRequest request, RemoveNote removing, WorkshopsDb db, HttpContext http, CancellationToken ct) =>
        removing.RunAsync(db.Notes.Of(http.User, id).Where(n => n.Id == noteId), request, http, ct);

    async Task<Results<NoContent, ProblemHttpResult>> RunAsync(
        IQueryable<Note> which, ReasonRequest request, HttpContext http, CancellationToken ct)
    {
        if (await which.SingleOrDefaultAsync(ct) is not { } note) return Refusal.NotFound("note").ToProblem();
        if (NoteErrors.Wordless(note) is { } wordless) return wordless.ToProblem();

        var now = time.GetUtcNow();
        note.Remove(now);
        db.Add(ChangeEntry.Of(Note.Noun, note.Id, note.Version, "removed", request.Reason, http.User, now));
        events.TellRemoved(note, await db.Workshops.Where(w => w.Id == note.WorkshopId).Select(w => w.ProjectId).SingleAsync(ct), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
