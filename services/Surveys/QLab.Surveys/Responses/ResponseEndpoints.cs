using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Surveys.Responses;

static class ResponseEndpoints
{
    public static void AddIntake(this IServiceCollection services) =>
        services.AddSingleton<ReceiptSecret>().AddSingleton<HiddenVersions>()
            .AddSingleton<SurveyForms>().AddSingleton<ResponseWriter>().AddSingleton<ResponseSubmitter>().AddSingleton<SavesByAddress>()
            .AddPeriodicWork<ForgetSavedAnswers>(new(TimeSpan.FromHours(1)));

    public static void MapResponses(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}")
            .WithTag("Responses", "What people answer, and what they can do with it afterwards.");
        survey.MapPost("saved-answers", SaveAnswers.Handle).AllowAnonymous().IgnoresIdempotencyKey()
            .WithSummary("Keeps unfinished answers; the code that comes back finds them on any device");
        survey.MapGet("saved-answers", SaveAnswers.Get).WithName("getSavedAnswers").AllowAnonymous()
            .WithSummary("Unfinished answers, by the code in the header Resume-Code");
        survey.MapPut("saved-answers", SaveAnswers.Replace).WithName("replaceSavedAnswers").AllowAnonymous()
            .WithSummary("Keeps how far somebody has got, by the code in the header Resume-Code");
        survey.MapDelete("saved-answers", SaveAnswers.Delete).WithName("deleteSavedAnswers").AllowAnonymous()
            .WithSummary("Throws unfinished answers away");
        survey.MapGet("responses/own", ReadOwnResponse.Handle)
            .AllowAnonymous()
            .WithSummary("One's own response, by the receipt code in the header Receipt-Code");
        survey.MapPut("responses/own", AmendResponse.Handle)
            .AllowAnonymous()
            .WithSummary("Changes one's own response while the survey allows it");
        survey.MapDelete("responses/own", WithdrawResponse.Handle)
            .AllowAnonymous()
            .WithSummary("Takes one's own response back: its answers are deleted");
        survey.MapPost("responses", SubmitResponse.Handle).AllowAnonymous().KeepsIdempotencyKeyItself()
            .WithSummary("Submits a response; it is durable before the answer comes");
    }
}
