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
sealed class CorrectNote(WorkshopsDb db, IEvents events, TimeProvider time)
{
    public static Task<Results<Ok<NoteView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Guid noteId, CorrectNoteRequest request, IfMatch ifMatch, CorrectNote correcting, WorkshopsDb db, HttpContext http,
        CancellationToken ct) =>
        correcting.RunAsync(db.Notes.Where(n => n.WorkshopId == id && n.Id == noteId), request, ifMatch, http, seesSecrets: false, ct);

    public static Task<Results<Ok<NoteView>, ValidationProblem, ProblemHttpResult>> Mine(
        Guid id, Guid noteId, CorrectNoteRequest request, IfMatch ifMatch, CorrectNote correcting, WorkshopsDb db, HttpContext http,
        CancellationToken ct) =>
        correcting.RunAsync(db.Notes.Of(http.User, id).Where(n => n.Id == noteId), request, ifMatch, http, seesSecrets: true, ct);

    async Task<Results<Ok<NoteView>, ValidationProblem, ProblemHttpResult>> RunAsync(
        IQueryable<Note> which, CorrectNoteRequest request, IfMatch ifMatch, HttpContext http, bool seesSecrets, CancellationToken ct)
    {
        if (await which.SingleOrDefaultAsync(ct) is not { } note) return Refusal.NotFound("note").ToProblem();
        if (NoteErrors.Wordless(note) is { } wordless) return wordless.ToProblem();
        if (note.Secret && !seesSecrets) return NoteErrors.Secret.ToProblem();
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == note.WorkshopId, ct);
        if (request.Session != note.Session && RecordNote.SessionFaults(workshop, request.Session) is { } faults)
            return TypedResults.ValidationProblem(faults);

        ifMatch.Guard(db, note);
        note.Correct(request.Text, request.Kind, request.Session);
        db.Add(ChangeEntry.Of(Note.Noun, note.Id, note.Version, "corrected", request.Reason, http.User, time.GetUtcNow()));
        events.TellGiven(note, workshop.ProjectId);
        await db.SaveChangesAsync(ct);

        http.SetETag(note.RowVersion);
        return TypedResults.Ok(NoteView.Of(note, await db.IsSimulated(note.WorkshopId, ct) ?? false));
    }
}
