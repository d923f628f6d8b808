using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.ReferenceData;

/// <summary>
/// What a caller bound to an organisation meets of projects: those that it is a partner in, in another role than host of a team. For
/// that caller the others do not exist.
/// </summary>
public static class Partners
{
    /// <summary>A host sees its team, and nothing of the project for that.</summary>
    const string Host = "teamHost";

    /// <summary>
    /// The rows that the caller may see: all for the Lab, those of their projects for coordinators, those of its projects for an
    /// organisation.
    /// </summary>
    /// <typeparam name="TEntity">An entity with a <c>ProjectId</c>.</typeparam>
    /// <param name="rows">All of them.</param>
    /// <param name="user">The caller.</param>
    /// <param name="db">The service's database, which keeps <see cref="Partnership"/>.</param>
    public static IQueryable<TEntity> VisibleTo<TEntity>(this IQueryable<TEntity> rows, ClaimsPrincipal user, ServiceDb db)
        where TEntity : class => user.OrganisationId() is not { } organisation ? rows.OfProjectsOf(user)
        : rows.OfProjectsOf(user).Where(row => db.Set<Partnership>().Any(p =>
            p.OrganisationId == organisation && p.Role != Host && p.ProjectId == EF.Property<Guid>(row, nameof(Partnership.ProjectId))));

    /// <summary>
    /// Opens an endpoint of one thing, <c>/things/{id}</c>, to organisations that are partners in its project; for all others of them
    /// there is no such thing.
    /// </summary>
    /// <typeparam name="TEntity">An entity with an <c>Id</c> and a <c>ProjectId</c>.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="sees">As for <see cref="Access.OpenToOrganisations"/>.</param>
    public static RouteHandlerBuilder ForPartners<TEntity>(this RouteHandlerBuilder endpoint, string sees) where TEntity : class =>
        endpoint.OpenToOrganisations(sees).AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.User.OrganisationId() is null) return await next(context);
            var (id, db) = (Guid.Parse((string)http.GetRouteValue("id")!), http.RequestServices.GetRequiredService<ServiceDb>());
            var visible = await db.Set<TEntity>().VisibleTo(http.User, db)
                .AnyAsync(row => EF.Property<Guid>(row, "Id") == id, http.RequestAborted);
            return visible ? await next(context) : Refusal.NotFound(typeof(TEntity).Name.ToLowerInvariant()).ToProblem();
        });
}
