using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Methods;

[Example("""
    { "key": "troika-by-telephone", "name": "Troika by telephone", "basedOn": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35",
      "purpose": "Advice from two peers, for those who have no screen.", "groupSize": 3, "leastPeople": 3, "rounds": 3,
      "steps": [{ "what": "The client says what the challenge is.", "minutes": 3, "upTo": 4, "eachRound": true }],
      "access": [{ "need": "hearing", "adaptation": "A relay service joins the call." }], "source": "The Lab" }
    """)]
public sealed record AddMethodRequest : MethodDescription
{
    /// <summary>Your own id for the method, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The method that this one was made from, which stays as it is.</summary>
    public Guid? BasedOn { get; init; }
}

static class AddMethod
{
    public static async Task<Results<Created<MethodView>, ValidationProblem, ProblemHttpResult>> Handle(
        AddMethodRequest request, MethodLibrary library, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        var all = await library.AllAsync(ct);
        var faults = request.Faults();
        if (request.BasedOn is { } original && all.All(m => m.Id != original)) faults["/basedOn"] = ["There is no such method."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        if (all.FirstOrDefault(m => m.Id == request.Id || m.Key == request.Key) is { } there)
            return Refusal.AlreadyExists("method", there.Id).ToProblem();

        var method = new Method
        {
            Id = request.Id ?? Guid.CreateVersion7(), Key = request.Key, BasedOn = request.BasedOn, Description = request.Plain(),
            AddedAt = time.GetUtcNow(),
        };
        db.Methods.Add(method);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/methods/{method.Id}", MethodView.Of(method));
    }
}
