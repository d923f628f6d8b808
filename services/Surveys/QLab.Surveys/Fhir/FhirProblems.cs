using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using QLab.Fhir;

namespace QLab.Surveys.Fhir;

/// <summary>Marks an endpoint whose refusals are OperationOutcomes.</summary>
sealed class SpeaksFhir;

/// <summary>
/// Writes every problem of an endpoint that speaks FHIR, also those that arise before it is reached: the OperationOutcome alone for who
/// asks for FHIR, inside the problem for others.
/// </summary>
sealed class FhirProblems(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    /// <summary>Where the outcome stands in a problem.</summary>
    public const string Outcome = "operationOutcome";

    /// <remarks>While an exception is handled the endpoint is known by that alone.</remarks>
    public bool CanWrite(ProblemDetailsContext context) =>
        (context.HttpContext.GetEndpoint() ?? context.HttpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<SpeaksFhir>() is not null;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        options.Value.CustomizeProblemDetails?.Invoke(context);
        var outcome = problem.Extensions.TryGetValue(Outcome, out var made) && made is JsonObject told ? told : Of(problem);
        if (FhirRefusal.AsksForFhir(http))
            return new(new FhirAnswer(problem.Status ?? http.Response.StatusCode, outcome).ExecuteAsync(http));
        problem.Extensions[Outcome] = outcome;
        return new(http.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, contentType: "application/problem+json"));
    }

    static JsonObject Of(ProblemDetails problem) => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = problem is HttpValidationProblemDetails { Errors.Count: > 0 } invalid
            ? new JsonArray([.. invalid.Errors.SelectMany(at => at.Value.Select(fault => Issue("invalid", at.Key.Length == 0 ? fault : $"{at.Key}: {fault}")))])
            : new JsonArray(Issue(Code(problem.Status), problem.Detail ?? problem.Title ?? "", problem.Type?[(problem.Type.LastIndexOf(':') + 1)..])),
    };

    static JsonNode Issue(string code, string diagnostics, string? text = null)
    {
        var issue = new JsonObject { ["severity"] = "error", ["code"] = code };
        if (text is not null) issue["details"] = new JsonObject { ["text"] = text };
        issue["diagnostics"] = diagnostics;
        return issue;
    }

    static string Code(int? status) => status switch
    {
        400 => "invalid",
        401 => "login",
        403 => "forbidden",
        404 => "not-found",
        409 => "conflict",
        429 => "throttled",
        _ => "processing",
    };
}

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

static class FhirRefusal
{
    /// <summary>A problem with the OperationOutcome inside; who asks for FHIR gets that alone.</summary>
    public static IResult Of(FhirIssues issues) =>
        TypedResults.ValidationProblem(
            issues.Errors(), extensions: new Dictionary<string, object?> { [FhirProblems.Outcome] = issues.Outcome() });

    /// <summary>Whether the Accept header names FHIR's own type; the type */* leaves it to us.</summary>
    public static bool AsksForFhir(HttpContext http) =>
        MediaTypeHeaderValue.TryParseList(http.Request.Headers.Accept, out var accepted)
        && accepted.Any(type => type.MediaType.Equals(FhirNames.MediaType, StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);
}
