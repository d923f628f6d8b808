using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Projects;

static class ReadProjectChanges
{
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> List(Guid id, ParticipantsDb db, CancellationToken ct) =>
        await db.Projects.AnyAsync(p => p.Id == id, ct)
            ? TypedResults.Ok(await db.ChangesOfAsync(Project.Noun, id, ct))
            : Refusal.NotFound("project").ToProblem();
}
