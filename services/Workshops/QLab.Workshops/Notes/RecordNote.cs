using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ReferenceData;
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
    /// <summary>
    /// A note of nobody in particular is the facilitators' record of the room: to work with, and nobody's words to quote.
    /// </summary>
    static readonly string[] TakenForTheRoom = [Consent.Research];

    public static async Task<Results<Created<NoteView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, RecordNoteRequest request, WorkshopsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var noteId = request.Id ?? Guid.CreateVersion7();
        if (await db.Notes.AnyAsync(n => n.Id == noteId, ct)) return Refusal.AlreadyExists("note", noteId).ToProblem();

        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (request.Session is { } session && workshop.Agenda.All(s => s.Title != session))
            return TypedResults.ValidationProblem(NoSuchSession(workshop));
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
        events.Publish(new ContributionGiven(
            noteId, project.Id, note.ParticipantId, "workshops", OriginId: id, "workshopNote", Label: "a workshop note",
            Noun: "workshop note",
            Version: 1, note.RecordedAt, note.ParticipantId is null ? TakenForTheRoom : null));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/workshops/{id}/notes/{noteId}", NoteView.Of(note, project.Simulated));
    }

    static Dictionary<string, string[]> NoSuchSession(Workshop workshop) => new()
    {
        ["/session"] = [workshop.Agenda.Count == 0
            ? "The agenda has no sessions; leave it out."
            : $"The agenda has no such session; it has: {string.Join("; ", workshop.Agenda.Select(s => s.Title))}."],
    };
}
