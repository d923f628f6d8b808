using System.Text.Encodings.Web;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using QLab.Gateway.Routing;
using QLab.ServiceDefaults;

namespace QLab.Gateway.Docs;

static class LandingPage
{
    public static string Html(HealthReport report) => $"""
        <!doctype html>
        <html lang="en-GB">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>QLab Platform</title>
          <link rel="stylesheet" href="/site.css">
        </head>
        <body>
          <a class="skip" href="#main">Skip to the content</a>
          <header><p>QLab Platform</p></header>
          <main id="main" tabindex="-1">
            <h1>One challenge, many people, twelve months</h1>
            <p>A Q Improvement Lab takes one complex challenge in health and care. It brings people with lived experience and professional
              expertise together, helps teams to try ideas, and publishes what was learned. This is the door to the platform such a Lab runs on.</p>

            <h2>Where to go</h2>
            <ul>
              <li><a href="/api/participants/v1/projects">Projects</a>: what the Labs work on, with their public counts, as JSON</li>
              <li><a href="/docs/">API documentation</a>: every request, to read and to try</li>
              <li><a href="/health">Health</a>: the state of the platform for programs that watch it, as JSON</li>
            </ul>

            <h2>Services now</h2>
            <table>
              <thead><tr><th scope="col">Service</th><th scope="col">State</th><th scope="col">API description</th></tr></thead>
              <tbody>
        {string.Join('\n', PlatformServices.Names.Select(service => Row(service, report)))}
              </tbody>
            </table>

            <h2>For programs</h2>
            <p>An organisation’s API client gets an access token from <code>POST /connect/token</code> (client credentials) and sends it as
              <code>Authorization: Bearer …</code>. Every error is a <code>problem+json</code> document whose <code>type</code> does not change.</p>
          </main>
        </body>
        </html>
        """;

    static string Row(string service, HealthReport report)
    {
        var (state, detail) =
            report.Entries.TryGetValue(service, out var entry) ? (Word(entry.Status), entry.Description) : ("unknown", null);
        var name = HtmlEncoder.Default.Encode(service);
        return $"""
                <tr><th scope="row">{name}</th><td><strong>{state}</strong> {HtmlEncoder.Default.Encode(detail ?? "")}</td><td><a href="/openapi/{name}.json">OpenAPI of {name}</a></td></tr>
            """;
    }

    static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "Running.",
        HealthStatus.Degraded => "Partly away.",
        _ => "Away.",
    };
}
