using Microsoft.AspNetCore.Mvc;

namespace QLab.ServiceDefaults.Problems;

/// <summary>Types and words for answers that the framework gives with a bare status.</summary>
static class StatusCodeProblems
{
    public static void Describe(ProblemDetails problem)
    {
        var (name, detail) = problem.Status switch
        {
            400 => ("malformed-request", "The request could not be read."),
            401 => ("not-signed-in", "A valid access token is needed: send 'Authorization: Bearer …'; POST /connect/token gives one."),
            403 => ("not-allowed", "The access token is valid but does not allow this; a scope or role is missing."),
            404 => ("not-found", "There is nothing at this address."),
            405 => ("method-not-allowed", "This address does not take that method; the Allow header lists those it takes."),
            406 => ("not-acceptable", "None of the accepted media types can be given."),
            412 => ("changed-meanwhile", "Somebody changed this after you read it. Read it again and send the new ETag in If-Match."),
            413 => ("too-large", "The request is larger than is taken here."),
            415 => ("unsupported-media-type", "Send JSON with 'Content-Type: application/json', or the form or file that the API description names."),
            428 => ("precondition-needed", "Send If-Match with the ETag that you got when reading."),
            429 => ("too-many-requests", "Slow down: Retry-After says for how long."),
            502 or 503 or 504 => ("unavailable", "The part of the platform that would answer is away for the moment; try again."),
            >= 500 => ("internal-error", "Something went wrong on our side. Quote the traceId if you ask for help."),
            _ => ("refused", "The request was refused."),
        };
        problem.Type = Refusal.TypeOf(name);
        problem.Title = char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
        problem.Detail ??= detail;
    }
}
