using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using QLab.ServiceDefaults.Http.Idempotency;

namespace QLab.ServiceDefaults.Http;

/// <summary>What is taken as the body of a request, and how long it can be read.</summary>
static class RequestBody
{
    public const long Largest = 1024 * 1024;

    /// <remarks>
    /// Routing would find an address that takes several media types several times by an empty one, and the framework does not catch what a
    /// charset that it does not know throws.
    /// </remarks>
    public static Task RefuseUnreadableMediaTypes(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Headers.TryGetValue("Content-Type", out var type) || IsReadable(type)) return next(http);
        http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        return Task.CompletedTask;
    }

    static bool IsReadable(string? contentType)
    {
        if (string.IsNullOrWhiteSpace(contentType)) return false;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue) return true;
        try
        {
            return type.Encoding is not null;
        }
        catch (NotSupportedException)
        {
            return false; // UTF-7
        }
    }

    /// <summary>
    /// A request is read once more where its first answer is looked for, or where its JSON has faults. JSON is kept in memory: what
    /// people say does not lie on a disk.
    /// </summary>
    public static Task Keep(HttpContext http, RequestDelegate next)
    {
        if (http.Request.HasJsonContentType() && http.GetEndpoint()?.Metadata is { } said
            && said.GetMetadata<IRequestSizeLimitMetadata>() is null && said.GetMetadata<IAcceptsMetadata>()?.RequestType is not null)
            http.Request.EnableBuffering(bufferThreshold: (int)Largest + 1);
        else if (http.Request.Headers.ContainsKey(IdempotencyKey.Header)) http.Request.EnableBuffering();
        return next(http);
    }
}
