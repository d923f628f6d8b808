using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using QLab.ServiceDefaults.Http.Idempotency;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// Answers 304 to a read whose <c>If-None-Match</c> names what would be shown (RFC 9110 §13.1.2), wherever the handler sets an ETag.
/// </summary>
static class ConditionalReads
{
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var result = await next(context);
        if (http.Response.Headers.ETag.Count == 0) return result;

        var answer = await BufferedResponse.From(http, result);
        var isFound = HttpMethods.IsGet(http.Request.Method) && answer.Status == StatusCodes.Status200OK;
        return isFound && HasAlready(http) ? NotModified(http.Response) : answer;
    }

    static bool HasAlready(HttpContext http)
    {
        var current = EntityTagHeaderValue.Parse(http.Response.Headers.ETag.ToString());
        return EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var tags)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }

    static IResult NotModified(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status304NotModified;
        response.ContentType = null;
        return TypedResults.Empty;
    }
}
