namespace QLab.Gateway.Limits;

/// <summary>
/// What browsers are told: security headers on every answer, CORS for the origins in <c>Cors:Origins</c> (none by default), HSTS over
/// https.
/// </summary>
static class Browsers
{
    const string NothingIsLoaded = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    static readonly string[] Exposed = ["ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"];
    static readonly string[] Accepted = ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "traceparent"];

    public static void AddBrowsers(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins).AllowAnyMethod().WithHeaders(Accepted).WithExposedHeaders(Exposed).SetPreflightMaxAge(TimeSpan.FromHours(1))));
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    public static void UseBrowsers(this WebApplication app)
    {
        app.UseHsts();
        app.Use(AddHeaders);
        app.UseCors();
    }

    /// <summary>At the last moment, since an error clears headers, and only where the answer does not bring its own.</summary>
    static Task AddHeaders(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("X-Frame-Options", "DENY");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            headers.TryAdd("Content-Security-Policy", NothingIsLoaded);
            return Task.CompletedTask;
        }, http);
        return next(http);
    }
}
