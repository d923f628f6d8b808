namespace QLab.Gateway.Limits;

/// <summary>How large and how slow a request may be; the services have the same limit of size.</summary>
static class RequestLimits
{
    const long LargestBody = 1024 * 1024;

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
        if (http.Request.ContentLength is not > LargestBody) return next(http);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    });
}
