using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.Publications.Publications;

static class ReadPublicationChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(Guid id, PublicationsDb db, CancellationToken ct) =>
        await db.Publications.AnyAsync(p => p.Id == id, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Publication.Noun, id, ct))
            : Refusal.NotFound("publication").ToProblem();
}
