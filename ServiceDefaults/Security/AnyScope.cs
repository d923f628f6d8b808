using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace QLab.ServiceDefaults.Security;

/// <summary>Endpoints that serve two kinds of callers.</summary>
public static class AnyScope
{
    /// <summary>Lets in callers whose token carries at least one of the scopes; what each may do there is the handler's to say.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="scopes">The scopes.</param>
    public static TBuilder RequireAnyScope<TBuilder>(this TBuilder endpoint, params string[] scopes) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().AddRequirements(new ScopeRequirement(scopes)))
            .WithMetadata(new NeedsScope(scopes));

    /// <summary>Lets in callers whose token carries the scope and who are bound to no organisation, and people who have the role.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="role">The role, see <see cref="Roles"/>.</param>
    public static TBuilder RequireScopeOrRole<TBuilder>(this TBuilder endpoint, string scope, string role) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
                context.User.OrganisationId() is null && !Access.IsClosedToCoordinator(context)
                && (context.User.HasScope(scope) || context.User.IsInRole(role))))
            .WithMetadata(new NeedsScope(scope) { OrRole = role });
}
