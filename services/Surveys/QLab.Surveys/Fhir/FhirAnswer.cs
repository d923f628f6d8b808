using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;
using QLab.Fhir;

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
