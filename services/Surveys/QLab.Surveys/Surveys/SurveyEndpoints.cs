using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Surveys;

static class SurveyEndpoints
{
    public static void AddSurveys(this IServiceCollection services) =>
        services.AddScoped<SurveyRewording>().AddDueWork<CloseEndedSurveys>();

    public static void MapSurveys(this RouteGroupBuilder api)
    {
        var surveys = api.MapGroup("/surveys")
            .WithTag("Surveys", "A questionnaire version put to people, for a while and under conditions.");
        surveys.MapPost("", OpenSurvey.Handle).RequireScope("surveys:write").WithSummary("Puts a questionnaire version to people");
        surveys.MapGet("", ReadSurveys.List).RequireScope("surveys:read")
            .OpenToOrganisations("the surveys of the projects that it is a partner in")
            .OpenToCoordinators()
            .WithSummary("Surveys")
            .RefusesUnknown<SurveysDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        surveys.MapGet("{id:guid}", ReadSurveys.Get)
            .AllowAnonymous()
            .PublicFor(TimeSpan.FromMinutes(1))
            .WithSummary("What a respondent sees: the survey with its questions");
        surveys.MapGet("{id:guid}/page", SurveyPage.Handle).WithName("showSurveyPage")
            .AllowAnonymous()
            .PublicFor(TimeSpan.FromMinutes(1))
            .WithSummary("The page behind the link of an invitation: what the survey is for, what it promises, and how to answer");
        surveys.MapPut("{id:guid}/wording", WordSurvey.Handle)
            .RequireScope("surveys:write")
            .WithSummary("Words the title and the purpose in each language of the questionnaire, and says whom to ask");
        surveys.MapPut("{id:guid}", CorrectSurvey.Handle)
            .RequireScope("surveys:write")
            .WithSummary("Corrects the title, the window, whether responses may be amended, and limits");
        surveys.MapPost("{id:guid}/close", CloseSurvey.Handle).RequireScope("surveys:write").WithSummary("Ends the intake");
    }
}
