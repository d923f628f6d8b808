using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Transfers;

namespace QLab.Surveys.Imports;

static class ImportEndpoints
{
    const int LargestFile = 256 * 1024 * 1024;

    public static void AddImports(this IServiceCollection services)
    {
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

static class ImportErrors
{
    public static Refusal NotReadable => new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the responses as CSV with 'Content-Type: text/csv'.");
    public static Refusal InFlight => Refusal.Conflict("import-in-flight", "A file is coming in under this id at this moment; look at the import, or try again when that has ended.") with { RetryAfterSeconds = 2 };
    public static Refusal IdReused =>
        new(422, "import-id-reused", "Another file, or a dry run, came under this id before; use a new id for a new import.");
}
