using QLab.ReferenceData;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Results.Tallying;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Results;

static class ResultEndpoints
{
    const string CoarseResults = "surveys of the projects that it is a partner in, small numbers and what would give them away withheld";

    public static void AddResults(this IServiceCollection services)
    {
        services.AddSingleton<SurveyQuestions>();
        services.AddSingleton<Tallies>();
        services.AddSingleton<PartnerTallies>();
        services.AddSingleton<UpdateTallies>().AddPeriodicWork<UpdateTallies>(new(TimeSpan.FromSeconds(1)));
        services.AddScoped<AskedSurveys>();
        services.AddScoped<PartnerResults>();
    }

    public static void MapResults(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}").WithTag("Results", "What the responses add up to, without small numbers.");
        survey.MapGet("results", ReadResults.Handle)
            .RequireScope("surveys:read")
            .ForPartners<Survey>(CoarseResults)
            .WithSummary("Counts and figures of every question, small numbers suppressed");
        survey.MapGet("crosstab", ReadCrosstab.Handle)
            .RequireScope("surveys:read")
            .ForPartners<Survey>(CoarseResults)
            .WithSummary("Two closed questions at once, small numbers suppressed");
        survey.MapGet("trend", ReadTrend.Handle)
            .RequireScope("surveys:read")
            .ForPartners<Survey>(CoarseResults)
            .WithSummary("One question by month or week of submission, small numbers suppressed");
        survey.MapGet("texts", ReadFreeText.Handle)
            .RequireScope("surveys:read")
            .WithSummary("What people said in their own words");
    }
}

static class ResultErrors
{
    public static Refusal TooFine => new(StatusCodes.Status403Forbidden, "too-fine",
        "On behalf of an organisation you may filter by one answer to a closed question, one language or one perspective at a time, and see months but not days or weeks: more could point at a person.");
}
