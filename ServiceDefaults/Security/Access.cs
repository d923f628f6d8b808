using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace QLab.ServiceDefaults.Security;

/// <summary>Who may do what: every endpoint says it, and an endpoint that says nothing is closed to all.</summary>
public static class Access
{
    /// <summary>The scope of those who run the platform: dead letters and the like.</summary>
    public const string Operate = "platform:operate";

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

    /// <summary>Whether the caller's token carries the scope (RFC 8693 §4.2: one string, parted by spaces).</summary>
    /// <param name="user">The caller.</param>
    /// <param name="scope">The scope.</param>
    public static bool HasScope(this ClaimsPrincipal user, string scope) =>
        user.FindFirstValue("scope")?.Split(' ').Contains(scope, StringComparer.Ordinal) ?? false;
}

/// <summary>Marks an endpoint with the scope it needs, for the API description.</summary>
/// <param name="Scope">The scope.</param>
sealed record NeedsScope(string Scope);

sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.User.HasScope(scope)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
