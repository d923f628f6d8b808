using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results;

static class ResultEndpoints
{
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
            .WithSummary("Counts and figures of every question, small numbers suppressed");
        survey.MapGet("crosstab", ReadCrosstab.Handle)
            .RequireScope("surveys:read")
            .WithSummary("Two closed questions at once, small numbers suppressed");
        survey.MapGet("trend", ReadTrend.Handle)
            .RequireScope("surveys:read")
            .WithSummary("One question by month or week of submission, small numbers suppressed");
        survey.MapGet("texts", ReadFreeText.Handle)
            .RequireScope("surveys:read")
            .ClosedToOrganisations()
            .WithSummary("What people said in their own words");
    }
}
