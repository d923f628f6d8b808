using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Security;

/// <summary>What people who are signed in see and do for themselves.</summary>
public static class Me
{
    static readonly Refusal NotAPerson = new(
        StatusCodes.Status403Forbidden, "not-a-person",
        "These addresses are for people who are signed in, about themselves; the token is a program's.");

    /// <summary>A group under <c>/me</c>: its handlers are reached by people alone.</summary>
    /// <param name="api">The service's endpoints.</param>
    public static RouteGroupBuilder MapMe(this RouteGroupBuilder api)
    {
        var me = api.MapGroup("/me").RequireScope(Access.Me)
            .WithTag("Me", "What somebody who is signed in may see and correct of their own.");
        me.AddEndpointFilter((context, next) =>
            context.HttpContext.User.PersonId() is null ? ValueTask.FromResult<object?>(NotAPerson.ToProblem()) : next(context));
        return me;
    }

    /// <summary>Who is signed in; only for handlers under <see cref="MapMe"/>.</summary>
    /// <param name="user">The caller.</param>
    public static Guid Myself(this ClaimsPrincipal user) => user.PersonId()!.Value;
}
