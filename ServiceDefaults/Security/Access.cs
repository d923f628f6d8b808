using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace QLab.ServiceDefaults.Security;

/// <summary>Who may do what: every endpoint says it, and an endpoint that says nothing is closed to all.</summary>
public static class Access
{
    /// <summary>The scope of the one program that runs the platform: dead letters, signing keys.</summary>
    public const string Operate = "platform:operate";

    /// <summary>The scope of somebody signed in, for their own data.</summary>
    public const string Me = "me";

    /// <summary>Gives and takes roles, invites staff, signs others out, says what an organisation's programs may be given.</summary>
    public const string Grant = "access:grant";

    /// <summary>Makes, rotates and revokes API clients.</summary>
    public const string Clients = "access:clients";

    /// <summary>Reads the audit log.</summary>
    public const string Audit = "participants:audit";

    /// <summary>Closes every endpoint that carries no policy and does not say <c>AllowAnonymous</c>.</summary>
    /// <param name="services">The container.</param>
    public static void AddDenyByDefault(this IServiceCollection services) =>
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser().RequireAssertion(_ => false).Build());

    /// <summary>Lets in only callers whose token carries the scope.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="scope">For example <c>surveys:write</c>.</param>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().AddRequirements(new ScopeRequirement(scope)))
            .WithMetadata(new NeedsScope(scope));

    /// <summary>
    /// Lets in callers bound to one organisation, to whom every endpoint is closed that does not say so, whatever their scopes. The
    /// endpoint sees to it that they meet that organisation's data only.
    /// </summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="sees">What such a caller meets there, for the API description: <c>its own people</c>.</param>
    public static TBuilder OpenToOrganisations<TBuilder>(this TBuilder endpoint, string sees) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new ForOrganisations(sees));

    /// <summary>What a scope lets a program do, in a few words.</summary>
    /// <param name="scope">The scope.</param>
    internal static string Words(string scope) => scope switch
    {
        Operate => "Run the platform: dead letters, signing keys.",
        Grant => "Give and take roles.",
        Clients => "Make, rotate and revoke API clients.",
        Audit => "Read the audit log.",
        _ when scope.Split(':') is [var service, "read"] => $"Read what {service} keeps.",
        _ => $"Change what {scope.Split(':')[0]} keeps.",
    };

    /// <summary>Whether the caller's token carries the scope (RFC 8693 §4.2: one string, parted by spaces).</summary>
    /// <param name="user">The caller.</param>
    /// <param name="scope">The scope.</param>
    public static bool HasScope(this ClaimsPrincipal user, string scope) =>
        user.FindFirstValue("scope")?.Split(' ').Contains(scope, StringComparer.Ordinal) ?? false;

    /// <summary>Whether the caller has the scope and acts for the Lab: is bound to no organisation, and to no project.</summary>
    /// <param name="user">The caller.</param>
    /// <param name="scope">The scope.</param>
    public static bool ActsForLab(this ClaimsPrincipal user, string scope) =>
        user.OrganisationId() is null && user.ProjectIds() is null && user.HasScope(scope);

    /// <summary>Whether the caller has the scope and acts for the Lab in this project.</summary>
    /// <param name="user">The caller.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="projectId">The project.</param>
    public static bool ActsForLab(this ClaimsPrincipal user, string scope, Guid projectId) =>
        user.OrganisationId() is null && user.MayActIn(projectId) && user.HasScope(scope);

    /// <summary>Whether the endpoint is closed to the caller, because they are bound to projects and it says nothing of that.</summary>
    internal static bool IsClosedToCoordinator(AuthorizationHandlerContext context) =>
        context.User.ProjectIds() is not null
        && (context.Resource as HttpContext)?.GetEndpoint()?.Metadata.GetMetadata<ForCoordinators>() is null;
}

/// <summary>Marks an endpoint with what a caller's token has to carry, for the API description.</summary>
/// <param name="AnyOf">The scopes, one of which is enough.</param>
public sealed record NeedsScope(params string[] AnyOf)
{
    /// <summary>The role that is enough as well.</summary>
    public string? OrRole { get; init; }

    /// <summary>The same in words.</summary>
    public override string ToString() =>
        $"the scope {string.Join(" or ", AnyOf.Select(scope => $"`{scope}`"))}{(OrRole is null ? "" : $", or the role `{OrRole}`")}";
}

/// <summary>Marks an endpoint that lets in callers bound to one organisation.</summary>
/// <param name="Sees">What they meet there.</param>
public sealed record ForOrganisations(string Sees);

sealed class ScopeRequirement(params string[] anyOf) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (anyOf.Any(scope => context.User.HasScope(scope) && !IsClosedTo(context, scope))) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    /// <remarks>Somebody's own data is open to them, whoever they are bound to.</remarks>
    static bool IsClosedTo(AuthorizationHandlerContext context, string scope) =>
        scope != Access.Me
        && (context.User.FindFirst(Callers.OrganisationClaim) is not null
            && (context.Resource as HttpContext)?.GetEndpoint()?.Metadata.GetMetadata<ForOrganisations>() is null
            || Access.IsClosedToCoordinator(context));
}
