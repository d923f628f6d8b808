using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Responses;

static class ResponseEndpoints
{
    public static void MapResponses(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}").WithTags("Responses");
        survey.MapPost("responses", SubmitResponse.Handle).AllowAnonymous().KeepsIdempotencyKeyItself()
            .WithSummary("Submits a response; it is durable before the answer comes");
        survey.MapGet("results", ReadResults.Handle).RequireScope("surveys:read").WithSummary("Counts and means, small numbers suppressed");
    }
}
