using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Contracts;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Notes;

/// <summary>What somebody notes for themselves.</summary>
[Example("""
    { "text": "Ask the night shift first.", "kind": "idea", "session": "What we heard", "secret": true }
    """)]
public record RecordMyNoteRequest([property: Required, StringLength(10_000)] string Text, NoteKind Kind)
{
    /// <summary>Your own id for the note, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The title of a session of the agenda.</summary>
    [StringLength(200)]
    public string? Session { get; init; }

    /// <summary>Whether nobody but its writer sees it until the notes are revealed.</summary>
    public bool Secret { get; init; }
}

[Example("""
    { "text": "Night staff would turn alarms down if they were allowed to.", "kind": "takeaway", "session": "What we heard" }
    """)]
public sealed record RecordNoteRequest(string Text, NoteKind Kind) : RecordMyNoteRequest(Text, Kind)
{
    /// <summary>Whose words they are; leave it out for a note on behalf of the room.</summary>
    public Guid? ParticipantId { get; init; }
}

sealed class RecordNote(WorkshopsDb db, IEvents events, TimeProvider time)
{
    public static Task<Results<Created<NoteView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, RecordNoteRequest request, RecordNote recording, WorkshopsDb db, CancellationToken ct) =>
        recording.RunAsync(
            id, request,
            async workshop => request.ParticipantId is { } who
                && !await db.Participants.AnyAsync(p => p.ProjectId == workshop.ProjectId && p.Id == who && p.Present, ct)
                    ? (null, Refusal.NotKnownHere("participant"))
                    : (request.ParticipantId, null),
            "", ct);

    public static Task<Results<Created<NoteView>, ValidationProblem, ProblemHttpResult>> Mine(
        Guid id, RecordMyNoteRequest request, RecordNote recording, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        recording.RunAsync(
            id, request,
            async workshop => !workshop.Draft && await db.Participants.InAsync(workshop.ProjectId, user, ct) is { } me
                ? (me, null)
                : (null, Refusal.NotFound("workshop")),
            "me/", ct);

    async Task<Results<Created<NoteView>, ValidationProblem, ProblemHttpResult>> RunAsync(
        Guid id, RecordMyNoteRequest request, Func<Workshop, Task<(Guid? Whose, Refusal? Refused)>> find, string under,
        CancellationToken ct)
    {
        var noteId = request.Id ?? Guid.CreateVersion7();
        if (await db.Notes.AnyAsync(n => n.Id == noteId, ct)) return Refusal.AlreadyExists("note", noteId).ToProblem();

        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var (whose, refused) = await find(workshop);
        if (refused is { Status: StatusCodes.Status404NotFound }) return refused.ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (SessionFaults(workshop, request.Session) is { } faults) return TypedResults.ValidationProblem(faults);
        var project = await db.Projects.SingleAsync(p => p.Id == workshop.ProjectId, ct);
        if (project.Closed) return WorkshopErrors.ProjectClosed.ToProblem();
        if (refused is not null) return refused.ToProblem();

        var note = new Note
        {
            Id = noteId, WorkshopId = id, Session = request.Session, Kind = request.Kind, Text = request.Text, ParticipantId = whose,
            Consents = whose is null ? NoteEvents.TakenForTheRoom : [], Secret = request.Secret, RecordedAt = time.GetUtcNow(),
        };
        db.Notes.Add(note);
        events.Publish(new NoteRecorded(noteId, id, project.Id, note.ParticipantId, note.RecordedAt));
        events.TellGiven(note, project.Id);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/{under}workshops/{id}/notes/{noteId}", NoteView.Of(note, project.Simulated));
    }

    public static Dictionary<string, string[]>? SessionFaults(Workshop workshop, string? session) =>
        session is null || workshop.Agenda.Any(s => s.Title == session) ? null : new()
        {
            ["/session"] = [workshop.Agenda.Count == 0
                ? "The agenda has no sessions; leave it out."
                : $"The agenda has no such session; it has: {string.Join("; ", workshop.Agenda.Select(s => s.Title))}."],
        };
}
