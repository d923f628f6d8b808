using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Consents;

static class ReadLeftOut
{
    public static async Task<Results<Ok<LeftOut>, ProblemHttpResult>> Handle(Guid id, SurveysDb db, Tallies tallies, CancellationToken ct) =>
        await db.Surveys.AnyAsync(s => s.Id == id, ct)
            ? TypedResults.Ok(LeftOut.Of(await tallies.ReadAsync(id, TallyQuery.Whole, ct)))
            : Refusal.NotFound("survey").ToProblem();

    /// <summary>Tells it with a list or a file.</summary>
    public static async Task TellLeftOutAsync(this Tallies tallies, Guid survey, HttpResponse response, CancellationToken ct) =>
        LeftOut.Of(await tallies.ReadAsync(survey, TallyQuery.Whole, ct)).Tell(response);
}
