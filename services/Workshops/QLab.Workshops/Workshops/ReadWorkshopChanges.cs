using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Workshops;

static class ReadWorkshopChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(Guid id, WorkshopsDb db, CancellationToken ct) =>
        await db.Workshops.AnyAsync(w => w.Id == id, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Workshop.Noun, id, ct))
            : Refusal.NotFound("workshop").ToProblem();
}
