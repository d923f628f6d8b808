using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace QLab.ServiceDefaults.Problems;

/// <summary>
/// Writes problems for clients whose Accept header leaves out JSON, whom the framework's own writer would give an empty body (RFC 9110
/// §12.4.1 allows it).
/// </summary>
sealed class FallbackProblemWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        options.Value.CustomizeProblemDetails?.Invoke(context);
        return new(context.HttpContext.Response.WriteAsJsonAsync(
            context.ProblemDetails, context.ProblemDetails.GetType(), options: null, contentType: "application/problem+json"));
    }
}
