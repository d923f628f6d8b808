using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Files;

namespace QLab.ServiceDefaults.Problems;

/// <summary>Every error leaves as problem+json with a stable type and the trace id.</summary>
public static class ProblemsExtensions
{
    /// <summary>Registers the mapping of exceptions, of validation errors and of empty error answers.</summary>
    /// <param name="services">The container.</param>
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        services.AddSingleton<IProblemDetailsWriter, FallbackProblemWriter>();
        services.AddExceptionHandler<ExceptionMapping>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    internal static ProblemDetails InvalidRequest(ProblemDetails problem)
    {
        problem.Type = Refusal.TypeOf("invalid-request");
        problem.Title = "Invalid request";
        problem.Detail ??= "Some of what was sent is not valid; errors says where and why.";
        return problem;
    }

    static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var http = context.HttpContext;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

        if (problem is HttpValidationProblemDetails validation)
        {
            InvalidRequest(problem);
            validation.Errors =
                validation.Errors.ToDictionary(e => JsonPointer.FromPath(e.Key), e => Array.ConvertAll(e.Value, AnnotationMessages.Of));
            foreach (var (field, words) in FormFields.Unknown(http)) validation.Errors.TryAdd(field, words);
        }
        if (problem.Type?.StartsWith("urn:", StringComparison.Ordinal) != true) StatusCodeProblems.Describe(problem);
        if (problem.Extensions.TryGetValue("retryAfter", out var seconds))
            http.Response.Headers.RetryAfter = Convert.ToString(seconds, CultureInfo.InvariantCulture);
    }
}
