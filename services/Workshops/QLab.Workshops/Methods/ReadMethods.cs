using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Methods;

public sealed record MethodFilter(
    [property: StringLength(200), Description("Words that all stand in it.")] string? Search,
    [property: Range(1, 10_000), Description("For how many people it is to be.")] int? People,
    [property: Range(1, 1440), Description("How many minutes there are.")] int? Minutes,
    [property: Description("Whether it can be done online.")] bool? Online,
    [property: Description("A need for which an adaptation is known.")] EnumParameter<AccessNeed>? AdaptedFor)
{
    internal bool Holds(MethodView method) =>
        (Search is null || method.Holds(Search))
        && (People is null || (method.LeastPeople <= People && !(method.MostPeople < People)))
        && (Minutes is null || method.MinutesInAll <= Minutes)
        && (Online is null || (method.Online is not null) == Online)
        && (AdaptedFor is not { Value: var need } || method.Access.Any(access => access.Need == need && access.Adaptation is not null));
}

static class ReadMethods
{
    public static async Task<Ok<List<MethodView>>> List([AsParameters] MethodFilter filter, MethodLibrary library, CancellationToken ct) =>
        TypedResults.Ok((await library.AllAsync(ct)).Where(filter.Holds).ToList());

    public static async Task<Results<Ok<MethodView>, ProblemHttpResult>> Get(
        Guid id, MethodLibrary library, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var method = (await library.AllAsync(ct)).FirstOrDefault(m => m.Id == id);
        if (method is null) return Refusal.NotFound("method").ToProblem();
        http.SetETag(await db.Methods.Where(m => m.Id == id).Select(m => m.RowVersion).FirstOrDefaultAsync(ct));
        return TypedResults.Ok(method);
    }
}
