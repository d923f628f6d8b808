using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace QLab.ServiceDefaults.Http;

/// <summary>How long browsers and caches may keep an answer: not at all, unless its endpoint says that anybody may read it.</summary>
public static class CacheLifetime
{
    /// <summary>
    /// Lets anybody keep the answer for a while. A request with a token is answered for its caller alone, and kept by nobody.
    /// </summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">A read that shows everybody the same.</param>
    /// <param name="lifetime">For how long a reader may see what has changed meanwhile; whole seconds.</param>
    public static TBuilder PublicFor<TBuilder>(this TBuilder endpoint, TimeSpan lifetime) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new PublicLifetime(lifetime));

    /// <remarks>At the last moment: only then is it known whether there is something to keep.</remarks>
    internal static Task Say(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(static state => Say((HttpContext)state), http);
        return next(http);
    }

    static Task Say(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (http.GetEndpoint()?.Metadata.GetMetadata<PublicLifetime>() is not { } shown)
        {
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
        var mayBeKept = http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified
            && http.Request.Headers.Authorization.Count == 0;
        headers.CacheControl = mayBeKept ? $"public, max-age={shown.Lifetime.TotalSeconds:0}" : "no-store";
        headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        return Task.CompletedTask;
    }

    sealed record PublicLifetime(TimeSpan Lifetime);
}
