using System.Globalization;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
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

static class SurveyErrors
{
    public static Refusal ProjectClosed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal AlreadyClosed => Refusal.Conflict("survey-closed", "The survey is closed already.");

    /// <summary>Why a survey that is not open takes nothing now, and when it does or did.</summary>
    public static Refusal NotOpenAt(Survey survey, DateTimeOffset now) => survey.State(now) == SurveyState.Scheduled
        ? Refusal.Conflict("survey-not-yet-open", $"The survey opens on {Said(survey.OpensAt!.Value)}: come back then.")
        : Refusal.Conflict("survey-closed", $"The survey closed on {Said(survey.ClosedAt ?? survey.ClosesAt!.Value)}: it takes no more responses.");

    public static Refusal QuotaBelowTaken(string name) =>
        Refusal.Conflict("quota-below-taken", $"The quota '{name}' has taken more responses than that already: choose a higher limit.");

    public static string Said(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
