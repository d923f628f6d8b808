using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// Lists that are narrowed by the id of something: an empty list would tell whoever mistyped the id that there is nothing.
/// </summary>
public static class KnownIds
{
    const string Unknown = "Nothing here has this id. If it was made a moment ago, its news may be on the way: try again in a second.";

    /// <summary>Refuses an id that stands for nothing here. Asked only when the list has turned out empty.</summary>
    /// <typeparam name="TDb">The service's database.</typeparam>
    /// <param name="list">An endpoint that answers a <see cref="Page{TItem}"/>.</param>
    /// <param name="filters">Parameters of the query, each with the ids that it may name.</param>
    public static RouteHandlerBuilder RefusesUnknown<TDb>(
        this RouteHandlerBuilder list, params (string Parameter, Func<TDb, HttpContext, IQueryable<Guid>> Known)[] filters) where TDb : ServiceDb =>
        list.AddEndpointFilter(async (context, next) =>
        {
            var (http, result) = (context.HttpContext, await next(context));
            if (Answer(result) is not IPage { IsEmpty: true }) return result;

            var db = http.RequestServices.GetRequiredService<TDb>();
            var faults = new Dictionary<string, string[]>();
            foreach (var (parameter, known) in filters)
                if (Guid.TryParse(http.Request.Query[parameter], out var id)
                    && !await known(db, http).AnyAsync(one => one == id, http.RequestAborted))
                    faults[JsonPointer.To(parameter)] = [Unknown];
            return faults.Count == 0 ? result : TypedResults.ValidationProblem(faults);
        });

    static object? Answer(object? result) => result is INestedHttpResult nested ? Answer(nested.Result) : result;
}
