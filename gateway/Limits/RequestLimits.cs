using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace QLab.Gateway.Limits;

/// <summary>How large and how slow a request may be; the services have the same limit of size.</summary>
static partial class RequestLimits
{
    const long LargestBody = 1024 * 1024, LargestList = 32 * LargestBody, LargestFile = 256 * LargestBody;

    public static void AddRequestLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 60;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    });

    /// <summary>Refuses a body that says it is too large before a byte of it is read or a service is asked.</summary>
    public static void UseRequestLimits(this WebApplication app) => app.Use((http, next) =>
    {
        var largest = !HttpMethods.IsPost(http.Request.Method) ? LargestBody : ImportOfAListOrProject().IsMatch(http.Request.Path) ? LargestList : ImportOfResponses().IsMatch(http.Request.Path) ? LargestFile : LargestBody;
        if (http.Request.ContentLength > largest)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest;
        return next(http);
    });

    // Lists of people, coded projects and responses are what is sent as large files.
    [GeneratedRegex("^/api/(participants/v1/projects/[^/]+/imports|surveys/v1/surveys/[^/]+/project\\.qdpx)/?$", RegexOptions.IgnoreCase)]
    private static partial Regex ImportOfAListOrProject();

    [GeneratedRegex("^/api/surveys/v1/surveys/[^/]+/imports/?$", RegexOptions.IgnoreCase)]
    private static partial Regex ImportOfResponses();
}
