using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace QLab.Gateway.Limits;

/// <summary>How large and how slow a request may be; the services have the same limit of size.</summary>
static partial class RequestLimits
{
    const long LargestBody = 1024 * 1024, LargestList = 32 * LargestBody;

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
        var largest = IsList(http.Request) ? LargestList : LargestBody;
        if (http.Request.ContentLength > largest)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = largest;
        return next(http);
    });

    /// <summary>A list of people is the one thing that is sent as a large file.</summary>
    static bool IsList(HttpRequest request) => HttpMethods.IsPost(request.Method) && ImportOfAList().IsMatch(request.Path);

    [GeneratedRegex("^/api/participants/v1/projects/[^/]+/imports/?$", RegexOptions.IgnoreCase)]
    private static partial Regex ImportOfAList();
}
