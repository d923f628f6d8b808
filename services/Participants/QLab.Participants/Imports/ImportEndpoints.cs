using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Imports;

static class ImportEndpoints
{
    const int LargestList = 32 * 1024 * 1024;

    public static void AddImports(this IServiceCollection services)
    {
        services.AddScoped<AddLines>();
        services.AddDueWork<RunImports>();
        services.AddPeriodicWork<ForgetLines>(new(TimeSpan.FromSeconds(1)));
    }

    public static void MapImports(this RouteGroupBuilder api)
    {
        var all = api.MapGroup("").WithTag("Imports", "Lists of people brought in from elsewhere, after a dry run.").Audited();
        all.MapPost("/projects/{projectId:guid}/imports", ReceiveList.Handle).WithName("importList").RequireScope("participants:write")
            .WithLimits(maxBytes: LargestList)
            .TakesBody("text/csv")
            .WithSummary("Takes in a list of people as CSV, up to 32 MB; a dry run begins");
        all.MapGet("/projects/{projectId:guid}/imports", ReadImports.OfProject)
            .RequireScope("participants:read")
            .WithSummary("The imports of a project");
        all.MapGet("/imports/{id:guid}", ReadImports.Get)
            .RequireScope("participants:read")
            .WithSummary("How far an import has come, and its totals");
        all.MapGet("/imports/{id:guid}/lines", ReadImports.Lines).WithName("listImportLines").RequireScope("participants:read")
            .WithSummary("The report, line by line");
        all.MapPost("/imports/{id:guid}/apply", ApplyImport.Handle)
            .RequireScope("participants:write")
            .WithSummary("Adds the people of the lines that are ready");
    }
}

static class ImportErrors
{
    public static Refusal NotCsv =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the list as CSV with 'Content-Type: text/csv'.");
    public static Refusal NotChecked => Refusal.Conflict(
        "import-not-checked", "The dry run of this import is still under way: wait until its state is checked, and read the report.");
    public static Refusal AlreadyApplied => Refusal.Conflict("import-applied", "This import is applied already, or is being applied now.");
}
