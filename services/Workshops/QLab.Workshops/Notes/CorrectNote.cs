using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Notes;

/// <param name="Session">The title of a session of the agenda, or of the one that the note was taken in.</param>
/// <param name="Reason">Why it was not right before; leave out whose words they are.</param>
[EveryMemberRequired]
[Example("""
    { "text": "Night staff would turn alarms down if they were asked to.", "kind": "takeaway", "session": null,
      "reason": "Taken down wrongly." }
    """)]
public sealed record CorrectNoteRequest(
    [property: Required, StringLength(10_000)] string Text,
    NoteKind Kind,
    [property: StringLength(200)] string? Session,
    [property: Required, Reason] string Reason);

/// <summary>
/// Puts right what was noted. Whose words they are cannot be changed: others have been told, so such a note is removed and recorded anew.
/// </summary>
static class CorrectNote
{
    public static async Task<Results<Ok<NoteView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Guid noteId, CorrectNoteRequest request, IfMatch ifMatch, WorkshopsDb db, HttpContext http, IEvents events,
        TimeProvider time, CancellationToken ct)
    {
        var note = await db.Notes.SingleOrDefaultAsync(n => n.WorkshopId == id && n.Id == noteId, ct);
        if (note is null) return Refusal.NotFound("note").ToProblem();
        if (NoteErrors.Wordless(note) is { } wordless) return wordless.ToProblem();
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == id, ct);
        if (request.Session != note.Session && RecordNote.SessionFaults(workshop, request.Session) is { } faults)
            return TypedResults.ValidationProblem(faults);

        ifMatch.Guard(db, note);
        note.Correct(request.Text, request.Kind, request.Session);
        db.Add(ChangeEntry.Of(Note.Noun, noteId, note.Version, "corrected", request.Reason, http.User, time.GetUtcNow()));
        events.TellGiven(note, workshop.ProjectId);
        await db.SaveChangesAsync(ct);

        http.SetETag(note.RowVersion);
        return TypedResults.Ok(NoteView.Of(note, await db.IsSimulated(id, ct) ?? false));
    }
}
