using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Results;

static class ResultEndpoints
{
    public static void MapResults(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}").WithTags("Results");
        survey.MapGet("results", ReadResults.Handle).RequireScope("surveys:read").WithSummary("Counts and means, small numbers suppressed");
    }
}
