using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Notes;

static class ReadNoteChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(
        Guid id, Guid noteId, WorkshopsDb db, CancellationToken ct) =>
        await db.Notes.AnyAsync(n => n.WorkshopId == id && n.Id == noteId, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Note.Noun, noteId, ct))
            : Refusal.NotFound("note").ToProblem();
}
