using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Partnerships;

static class ReadPartnershipChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(
        Guid projectId, Guid id, ParticipantsDb db, CancellationToken ct) =>
        await db.Partnerships.IgnoreQueryFilters().AnyAsync(p => p.ProjectId == projectId && p.Id == id, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Partnership.Noun, id, ct))
            : Refusal.NotFound("partnership").ToProblem();
}
