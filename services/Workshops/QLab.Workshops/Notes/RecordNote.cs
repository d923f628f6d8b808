using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Contracts;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Notes;

[Example("""
    { "text": "Night staff would turn alarms down if they were allowed to.", "kind": "takeaway", "session": "What we heard" }
    """)]
public sealed record RecordNoteRequest([property: Required, StringLength(10_000)] string Text, NoteKind Kind)
{
    /// <summary>Your own id for the note, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The title of a session of the agenda.</summary>
    [StringLength(200)]
    public string? Session { get; init; }

    /// <summary>Whose words they are; leave it out for a note on behalf of the room.</summary>
    public Guid? ParticipantId { get; init; }
}

static class RecordNote
{
    public static async Task<Results<Created<NoteView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, RecordNoteRequest request, WorkshopsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var noteId = request.Id ?? Guid.CreateVersion7();
        if (await db.Notes.AnyAsync(n => n.Id == noteId, ct)) return Refusal.AlreadyExists("note", noteId).ToProblem();

        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (SessionFaults(workshop, request.Session) is { } faults) return TypedResults.ValidationProblem(faults);
        var project = await db.Projects.SingleAsync(p => p.Id == workshop.ProjectId, ct);
        if (project.Closed) return WorkshopErrors.ProjectClosed.ToProblem();
        if (request.ParticipantId is { } who
            && !await db.Participants.AnyAsync(p => p.ProjectId == project.Id && p.Id == who && p.Present, ct))
            return Refusal.NotKnownHere("participant").ToProblem();

        var note = new Note
        {
            Id = noteId, WorkshopId = id, Session = request.Session, Kind = request.Kind, Text = request.Text,
            ParticipantId = request.ParticipantId, RecordedAt = time.GetUtcNow(),
        };
        db.Notes.Add(note);
        events.Publish(new NoteRecorded(noteId, id, project.Id, note.ParticipantId, note.RecordedAt));
        events.TellGiven(note, project.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/workshops/{id}/notes/{noteId}", NoteView.Of(note, project.Simulated));
    }

    public static Dictionary<string, string[]>? SessionFaults(Workshop workshop, string? session) =>
        session is null || workshop.Agenda.Any(s => s.Title == session) ? null : new()
        {
            ["/session"] = [workshop.Agenda.Count == 0
                ? "The agenda has no sessions; leave it out."
                : $"The agenda has no such session; it has: {string.Join("; ", workshop.Agenda.Select(s => s.Title))}."],
        };
}
