using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Security;

/// <summary>Marks an endpoint that lets in callers bound to projects; to them all others are closed.</summary>
public sealed record ForCoordinators;

/// <summary>Things of projects that addresses and requests of a service name.</summary>
/// <param name="Noun">What stands before the thing in addresses: <c>surveys</c> in <c>/surveys/{id}/close</c>.</param>
/// <param name="Called">What the thing is called when there is none: <c>survey</c>.</param>
/// <param name="Projects">Which project, or which ones, the thing belongs to, by what stands in the address.</param>
public sealed record ThingsOfProjects(string Noun, string Called, Func<ServiceDb, string, IQueryable<Guid>> Projects)
{
    /// <summary>The member of a request that names such a thing: <c>QuestionnaireId</c>.</summary>
    public string? Member { get; init; }

    /// <summary>Whether the thing is not the project's alone, so that nobody who is bound to projects changes it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Things with an <c>Id</c> and a <c>ProjectId</c>.</summary>
    /// <typeparam name="TEntity">Their entity.</typeparam>
    /// <param name="noun">See <see cref="Noun"/>.</param>
    public static ThingsOfProjects Each<TEntity>(string noun) where TEntity : class =>
        new(noun, typeof(TEntity).Name.ToLowerInvariant(), (db, text) => Guid.TryParse(text, out var id)
            ? db.Set<TEntity>().Where(row => EF.Property<Guid>(row, "Id") == id).Select(row => EF.Property<Guid>(row, Coordinators.Member))
            : db.Set<TEntity>().Where(row => false).Select(row => EF.Property<Guid>(row, Coordinators.Member)));
}

/// <summary>
/// What a caller bound to projects (<see cref="Callers.ProjectIds"/>) meets: those projects and what belongs to them; for that caller
/// the others do not exist. Endpoints are closed to them unless their address or their request names something of a project.
/// </summary>
public static class Coordinators
{
    internal const string Member = "ProjectId";

    /// <summary>The rows of the caller's projects; all for a caller who is not bound to any.</summary>
    /// <typeparam name="TEntity">An entity with a <c>ProjectId</c>.</typeparam>
    /// <param name="rows">All of them.</param>
    /// <param name="user">The caller.</param>
    public static IQueryable<TEntity> OfProjectsOf<TEntity>(this IQueryable<TEntity> rows, ClaimsPrincipal user) where TEntity : class =>
        user.ProjectIds() is { } own ? rows.Where(row => own.Contains(EF.Property<Guid>(row, Member))) : rows;

    /// <summary>Opens a list whose rows its handler narrows to the caller's projects.</summary>
    /// <param name="list">The endpoint.</param>
    public static RouteHandlerBuilder OpenToCoordinators(this RouteHandlerBuilder list) => list.WithMetadata(new ForCoordinators());

    /// <summary>
    /// Opens every endpoint to callers bound to projects whose address names one of these things, or whose request names one or a
    /// project, and holds each to it.
    /// </summary>
    /// <param name="api">The service's endpoints.</param>
    /// <param name="things">What its addresses and requests name.</param>
    public static void BindToProjects(this RouteGroupBuilder api, params ThingsOfProjects[] things) =>
        ((IEndpointConventionBuilder)api).Add(endpoint =>
        {
            if (endpoint is not RouteEndpointBuilder route) return;
            Named[] named = [.. InAddress(route, things), .. InRequest(route, things)];
            if (named.Length == 0 || named.Any(n => n.Things.ReadOnly) && IsWrite(route)) return;
            route.Metadata.Add(new ForCoordinators());
            route.FilterFactories.Add((_, next) => async context =>
                await RefusalAsync(named, context) is { } refusal ? refusal.ToProblem() : await next(context));
        });

    static IEnumerable<Named> InAddress(RouteEndpointBuilder route, ThingsOfProjects[] things)
    {
        var segments = route.RoutePattern.PathSegments;
        for (var i = 1; i < segments.Count; i++)
            if (segments[i - 1].Parts is [RoutePatternLiteralPart noun] && segments[i].Parts is [RoutePatternParameterPart value]
                && things.FirstOrDefault(t => t.Noun == noun.Content) is { } found)
                yield return new(found, context => context.HttpContext.GetRouteValue(value.Name)?.ToString());
    }

    static IEnumerable<Named> InRequest(RouteEndpointBuilder route, ThingsOfProjects[] things)
    {
        if (!IsWrite(route)) return [];
        var parameters = route.Metadata.OfType<MethodInfo>().FirstOrDefault()?.GetParameters() ?? [];
        return [.. InBody(parameters, things), .. parameters.Where(p => p.Name == "projectId")
            .Select(p => new Named(Project, context => context.Arguments[p.Position]?.ToString()))];
    }

    static IEnumerable<Named> InBody(ParameterInfo[] parameters, ThingsOfProjects[] things) =>
        from parameter in parameters
        where parameter.ParameterType.Name.EndsWith("Request", StringComparison.Ordinal)
        from member in parameter.ParameterType.GetProperties()
        where member.PropertyType == typeof(Guid) || member.PropertyType == typeof(Guid?)
        let found = member.Name == Member ? Project : things.FirstOrDefault(t => t.Member == member.Name)
        where found is not null
        select new Named(found, context =>
            context.Arguments[parameter.Position] is { } request ? member.GetValue(request)?.ToString() : null);

    /// <remarks>What is open to everybody is not closed to somebody who is signed in, and what is somebody's own neither.</remarks>
    static async Task<Refusal?> RefusalAsync(Named[] named, EndpointFilterInvocationContext context)
    {
        var http = context.HttpContext;
        if (http.User.ProjectIds() is not { } own) return null;
        var metadata = http.GetEndpoint()!.Metadata;
        if (metadata.GetMetadata<IAllowAnonymous>() is not null
            || metadata.GetMetadata<NeedsScope>() is { } needs && needs.AnyOf.Contains(Access.Me)) return null;
        var db = http.RequestServices.GetRequiredService<ServiceDb>();
        foreach (var (things, value) in named)
            if (value(context) is not { } text || !await IsOfAsync(own, things, text, db, http.RequestAborted))
                return Refusal.NotFound(things.Called);
        return null;
    }

    static async Task<bool> IsOfAsync(IReadOnlyList<Guid> own, ThingsOfProjects things, string text, ServiceDb db, CancellationToken ct) =>
        ReferenceEquals(things, Project) ? Guid.TryParse(text, out var id) && own.Contains(id)
        : await things.Projects(db, text).AnyAsync(project => own.Contains(project), ct);

    static bool IsWrite(RouteEndpointBuilder route) =>
        route.Metadata.OfType<IHttpMethodMetadata>().Any(m => m.HttpMethods.Any(method => !HttpMethods.IsGet(method)));

    static readonly ThingsOfProjects Project = new("", "project", (_, _) => throw new InvalidOperationException("A project is its own."));

    sealed record Named(ThingsOfProjects Things, Func<EndpointFilterInvocationContext, string?> Value);
}
