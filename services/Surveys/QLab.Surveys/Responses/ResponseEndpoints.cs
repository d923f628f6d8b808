using QLab.ServiceDefaults.Http.Idempotency;

namespace QLab.Surveys.Responses;

static class ResponseEndpoints
{
    public static void AddIntake(this IServiceCollection services) =>
        services.AddSingleton<ReceiptSecret>().AddSingleton<SurveyForms>().AddSingleton<Intake>().AddSingleton<Submissions>();

    public static void MapResponses(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}").WithTags("Responses");
        survey.MapPost("responses", SubmitResponse.Handle).AllowAnonymous().KeepsIdempotencyKeyItself()
            .WithSummary("Submits a response; it is durable before the answer comes");
    }
}
