using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Notes;

/// <param name="Simulated">True when the note is made up.</param>
/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record NoteView(
    Guid Id, Guid WorkshopId, string? Session, NoteKind Kind, string Text, Guid? ParticipantId, DateTimeOffset RecordedAt, bool Simulated,
    string Follow)
{
    public static NoteView Of(Note n, bool simulated) => new(
        n.Id, n.WorkshopId, n.Session, n.Kind, n.Text, n.ParticipantId, n.RecordedAt, simulated,
        $"/api/publications/v1/lineage/contributions/{n.Id}");
}

static class ReadNotes
{
    public static async Task<Results<Page<NoteView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, EnumParameter<NoteKind>? kind, string? session, Guid? participantId, WorkshopsDb db,
        CancellationToken ct)
    {
        if (await db.IsSimulated(id, ct) is not { } simulated) return Refusal.NotFound("workshop").ToProblem();
        var wanted = kind?.Value;
        var notes = db.Notes.Where(n => n.WorkshopId == id && n.RemovedAt == null && !n.Secret
            && (wanted == null || n.Kind == wanted)
            && (session == null || n.Session == session)
            && (participantId == null || n.ParticipantId == participantId));
        return await paging.ReadAsync(notes, n => n.Id, n => NoteView.Of(n, simulated), ct);
    }

    public static async Task<Results<Ok<NoteView>, ProblemHttpResult>> Get(
        Guid id, Guid noteId, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var note = await db.Notes.AsNoTracking().SingleOrDefaultAsync(n => n.WorkshopId == id && n.Id == noteId, ct);
        if (note is null) return Refusal.NotFound("note").ToProblem();
        if (note.RemovedAt is not null) return NoteErrors.Removed.ToProblem();
        if (note.Secret) return NoteErrors.Secret.ToProblem();

        http.SetETag(note.RowVersion);
        return TypedResults.Ok(NoteView.Of(note, await db.IsSimulated(id, ct) ?? false));
    }

    public static Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> Changes(
        Guid id, Guid noteId, WorkshopsDb db, CancellationToken ct) =>
        db.ReadChangesAsync(db.Notes.Where(n => n.WorkshopId == id && n.Id == noteId), Note.Noun, noteId, ct);
}
