using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Methods;

/// <param name="Method">How it is from now on; its key stays.</param>
/// <param name="Reason">Why.</param>
[EveryMemberRequired]
[Example("""
    { "method": { "key": "troika-by-telephone", "name": "Troika by telephone", "purpose": "Advice from two peers.", "groupSize": 3,
        "leastPeople": 3, "rounds": 3, "steps": [{ "what": "The client says what the challenge is.", "minutes": 4, "eachRound": true }],
        "source": "The Lab" },
      "reason": "Three minutes were too short on the telephone." }
    """)]
public sealed record CorrectMethodRequest([property: Required] MethodDescription Method, [property: Required, Reason] string Reason);

static class CorrectMethod
{
    public static async Task<Results<Ok<MethodView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, CorrectMethodRequest request, IfMatch ifMatch, WorkshopsDb db, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        if (MethodLibrary.BuiltIn.Any(m => m.Id == id)) return MethodErrors.OfTheLibrary.ToProblem();
        var method = await db.Methods.SingleOrDefaultAsync(m => m.Id == id, ct);
        if (method is null) return Refusal.NotFound("method").ToProblem();
        var faults = request.Method.Faults().ToDictionary(fault => $"/method{fault.Key}", fault => fault.Value);
        if (request.Method.Key != method.Key) faults["/method/key"] = ["The key stays: agendas name the method by it."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        ifMatch.Guard(db, method);
        db.Add(
            ChangeEntry.Of(Method.Noun, id, version: null, "corrected", request.Reason, http.User, time.GetUtcNow(), method.Description));
        method.Description = request.Method;
        await db.SaveChangesAsync(ct);
        http.SetETag(method.RowVersion);
        return TypedResults.Ok(MethodView.Of(method));
    }

    /// <summary>Agendas that name it keep the name.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Remove(Guid id, WorkshopsDb db, CancellationToken ct) =>
        MethodLibrary.BuiltIn.Any(m => m.Id == id) ? MethodErrors.OfTheLibrary.ToProblem()
        : await db.Methods.Where(m => m.Id == id).ExecuteDeleteAsync(ct) == 1 ? TypedResults.NoContent()
        : Refusal.NotFound("method").ToProblem();
}
