using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Transfers;

namespace QLab.Surveys.Imports;

static class ImportEndpoints
{
    const int LargestFile = 256 * 1024 * 1024;

    public static void AddImports(this IServiceCollection services)
    {
        services.AddScoped<IPersonalData, ImportLinesPersonalData>();
        services.AddTransferRuns<Import, ImportState>(running: ImportState.Receiving, interrupted: ImportState.Interrupted);
        services.AddScoped<Receiving>();
        services.AddDueWork<StoreImports>();
    }

    public static void MapImports(this RouteGroupBuilder api)
    {
        var all = api.MapGroup("").WithTag("Imports", "Responses given elsewhere.").RequireScope("surveys:write");
        all.MapPost("/surveys/{id:guid}/imports", ReceiveResponses.Handle).WithName("importResponses")
            .KeepsIdempotencyKeyItself().WithLimits(maxBytes: LargestFile)
            .TakesBody("text/csv", "application/fhir+json")
            .WithSummary("Brings in responses given elsewhere, as CSV or a FHIR Bundle up to 256 MB: all of them or none");
        all.MapGet("/surveys/{id:guid}/imports", ReadImports.OfSurvey).WithSummary("The imports of a survey");
        all.MapGet("/imports/{id:guid}", ReadImports.Get).WithSummary("How far an import has come, and what is wrong with it");
    }
}
