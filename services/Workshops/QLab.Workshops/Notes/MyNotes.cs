using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Bookings;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Notes;

/// <summary>A note on the board, without whose it is.</summary>
/// <param name="Mine">Whether it is mine.</param>
sealed record BoardNote(Guid Id, string? Session, NoteKind Kind, string Text, bool Mine);

static class MyNotes
{
    public static async Task<Results<Page<NoteView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await db.IsSimulated(id, ct) is not { } simulated) return Refusal.NotFound("workshop").ToProblem();
        return await paging.ReadAsync(db.Notes.Of(user, id).Where(n => n.RemovedAt == null), n => n.Id, n => NoteView.Of(n, simulated), ct);
    }

    public static async Task<Results<Ok<NoteView>, ProblemHttpResult>> Get(
        Guid id, Guid noteId, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        if (await db.Notes.Of(http.User, id).AsNoTracking().SingleOrDefaultAsync(n => n.Id == noteId, ct) is not { } note)
            return Refusal.NotFound("note").ToProblem();
        if (note.RemovedAt is not null) return NoteErrors.Removed.ToProblem();
        http.SetETag(note.RowVersion);
        return TypedResults.Ok(NoteView.Of(note, await db.IsSimulated(id, ct) ?? false));
    }

    /// <summary>What everybody in the workshop sees: all that is not secret.</summary>
    public static async Task<Results<Page<BoardNote>, ProblemHttpResult>> Board(
        Guid id, [AsParameters] Paging paging, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        if (!await db.Bookings.AnyAsync(b => b.WorkshopId == id && b.State == BookingState.Booked && mine.Contains(b.ParticipantId), ct))
            return Refusal.NotFound("workshop").ToProblem();
        return await paging.ReadAsync(
            db.Notes.Where(n => n.WorkshopId == id && n.RemovedAt == null && !n.Secret && n.Text != Note.Erased), n => n.Id,
            n => new BoardNote(n.Id, n.Session, n.Kind, n.Text, n.ParticipantId != null && mine.Contains(n.ParticipantId.Value)), ct);
    }

    /// <summary>Somebody's own notes of a workshop.</summary>
    public static IQueryable<Note> Of(this DbSet<Note> notes, ClaimsPrincipal user, Guid workshopId)
    {
        var mine = user.ParticipantIds();
        return notes.Where(n => n.WorkshopId == workshopId && n.ParticipantId != null && mine.Contains(n.ParticipantId.Value));
    }
}
