using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Fhir;

/// <summary>An answer as FHIR has it.</summary>
sealed class FhirAnswer(int status, JsonNode resource, string? location = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = FhirNames.MediaType;
        if (location is not null) httpContext.Response.Headers.Location = location;
        return httpContext.Response.WriteAsync(resource.ToJsonString(), httpContext.RequestAborted);
    }
}

/// <summary>Refusals in both manners: a problem with the OperationOutcome inside, or the OperationOutcome alone for who asks for FHIR.</summary>
static class FhirRefusal
{
    public static IResult Of(HttpContext http, FhirIssues issues) => AsksForFhir(http)
        ? new FhirAnswer(StatusCodes.Status400BadRequest, issues.Outcome())
        : TypedResults.ValidationProblem(issues.Errors(), extensions: new Dictionary<string, object?> { ["operationOutcome"] = issues.Outcome() });

    public static IResult Of(HttpContext http, Refusal refusal)
    {
        if (!AsksForFhir(http)) return refusal.ToProblem();
        var issue = new JsonObject { ["severity"] = "error", ["code"] = Code(refusal.Status), ["details"] = new JsonObject { ["text"] = refusal.Name }, ["diagnostics"] = refusal.Detail };
        if (refusal.RetryAfterSeconds is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new FhirAnswer(refusal.Status, new JsonObject { ["resourceType"] = "OperationOutcome", ["issue"] = new JsonArray(issue) });
    }

    /// <summary>What another endpoint answered, for who asks for FHIR.</summary>
    public static IResult Of(HttpContext http, ProblemHttpResult problem) =>
        AsksForFhir(http) && problem.ProblemDetails is { Type: { } type } said
            ? Of(http, new Refusal(problem.StatusCode, type[(type.LastIndexOf(':') + 1)..], said.Detail ?? "")
            {
                RetryAfterSeconds = said.Extensions.TryGetValue("retryAfter", out var seconds) ? seconds as int? : null,
            })
            : problem;

    /// <summary>Whether the Accept header names FHIR's own type; the type */* leaves it to us.</summary>
    public static bool AsksForFhir(HttpContext http) =>
        MediaTypeHeaderValue.TryParseList(http.Request.Headers.Accept, out var accepted)
        && accepted.Any(type => type.MediaType.Equals(FhirNames.MediaType, StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);

    static string Code(int status) => status switch { 404 => "not-found", 409 => "conflict", 403 => "forbidden", _ => "processing" };
}
