using QLab.ReferenceData;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Transfers;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Exports;

static class ExportEndpoints
{
    public static void AddExports(this IServiceCollection services) =>
        services.AddTransferRuns<Export, ExportState>(running: ExportState.Running, interrupted: ExportState.Interrupted);

    public static void MapExports(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}")
            .WithTag("Exports", "The responses as files for researchers.").RequireScope("surveys:read").ForTheLabOnly();
        survey.MapPost("exports", StartExport.Handle)
            .WithSummary("Freezes the answers as of now, or of an earlier moment, to be fetched as often as needed");
        survey.MapGet("exports", ReadExports.List).WithSummary("Exports of a survey");
        survey.MapGet("export.csv", ReadContent.Csv).WithName("downloadCsv").WithSummary("Wide data at once: a line for each response");
        survey.MapGet("export.jsonl", ReadContent.JsonLines).WithName("downloadJsonLines")
            .WithSummary("A JSON object for each response at once");

        api.MapGet("/surveys/{id:guid}/codebook", ReadContent.Codebook)
            .WithName("readCodebook").WithTags("Exports").RequireScope("surveys:read")
            .ForPartners<Survey>("the surveys of the projects that it is a partner in")
            .WithSummary("What each column of wide data means");

        var exports = api.MapGroup("/exports/{id:guid}").WithTags("Exports").RequireScope("surveys:read").ForTheLabOnly();
        exports.MapGet("", ReadExports.Get).WithSummary("An export, and how far its download has come");
        exports.MapGet("content", ReadContent.OfExport).WithName("downloadExport")
            .WithSummary("The content: the same bytes each time, but for what was withdrawn or erased since");
    }

    /// <remarks>A refusal of our own instead of the policy's, because it says where to go.</remarks>
    static RouteGroupBuilder ForTheLabOnly(this RouteGroupBuilder group) => group
        .OpenToOrganisations("a refusal that says where the results are")
        .AddEndpointFilter((context, next) => context.HttpContext.User.OrganisationId() is null ? next(context) : ValueTask.FromResult<object?>(ExportErrors.ForTheLab.ToProblem()));
}

static class ExportErrors
{
    public static Refusal ForTheLab => new(403, "answers-for-the-lab", "Only the Lab exports single answers. As an organisation read GET /surveys/{id}/results, where small numbers are withheld.");
    public static string NoSuchMoment =>
        "Give the id or the position of an export of this survey, in an identified survey any position that has been reached; leave it out for now.";
    public static string NoSuchLanguage(IEnumerable<string> languages) => $"The questionnaire speaks: {string.Join(", ", languages)}.";
}
