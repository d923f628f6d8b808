using Microsoft.Extensions.Diagnostics.HealthChecks;
using QLab.Gateway.Routing;
using QLab.ServiceDefaults;

namespace QLab.Gateway.Docs;

/// <summary>What a person sees who opens the gateway in a browser.</summary>
static class DocsEndpoints
{
    const string OwnStyles = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // Swagger UI writes style elements of its own, and its icons are data: addresses.
    const string ForSwaggerUI = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapDocs(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs"), docs =>
        {
            docs.Use((http, next) =>
            {
                http.Response.Headers.ContentSecurityPolicy = ForSwaggerUI;
                return next(http);
            });
            docs.UseSwaggerUI(page =>
            {
                page.RoutePrefix = "docs";
                page.DocumentTitle = "QLab Platform: API";
                page.EnableValidator(null);
                page.DefaultModelsExpandDepth(0);
                page.DisplayRequestDuration();
                foreach (var service in PlatformServices.Names) page.SwaggerEndpoint($"/openapi/{service}.json", service);
            });
        });
        app.MapGet("/", Landing);
        app.MapGet(
            "/site.css", () => TypedResults.Stream(typeof(DocsEndpoints).Assembly.GetManifestResourceStream("site.css")!, "text/css"));
    }

    static async Task<IResult> Landing(HttpContext http, HealthCheckService health, CancellationToken ct)
    {
        var report = await health.CheckHealthAsync(ct);
        http.Response.Headers.ContentSecurityPolicy = OwnStyles;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(LandingPage.Html(report), "text/html; charset=utf-8");
    }
}
