using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Npgsql;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Transfers;
using QLab.Surveys.Consents;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

static class ReadContent
{
    public static async Task<Results<Download, ProblemHttpResult>> OfExport(Guid id, SurveysDb db, CancellationToken ct)
    {
        var export = await db.Set<Export>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct);
        if (export is null) return Refusal.NotFound("export").ToProblem();
        var (survey, definition) = (await ExportedSurvey.FindAsync(db, export.SurveyId, ct))!.Value;
        return new Download(new(survey, definition, export.Format, export.Language ?? definition.Languages[0], export.Delimiter, export.Bom, export.AsOf) { FrozenAt = export.FrozenAt }, export);
    }

    public static Task<Results<Download, ValidationProblem, ProblemHttpResult>> Csv(
        Guid id, [StringLength(36)] string? asOf, EnumParameter<Delimiter>? delimiter, bool? bom, SurveysDb db, NpgsqlDataSource database,
        CancellationToken ct) =>
        AtOnce(id, ExportFormat.CsvWide, asOf, delimiter?.Value ?? Delimiter.Comma, bom ?? false, db, database, ct);

    public static Task<Results<Download, ValidationProblem, ProblemHttpResult>> JsonLines(Guid id, [StringLength(36)] string? asOf, SurveysDb db, NpgsqlDataSource database, CancellationToken ct) =>
        AtOnce(id, ExportFormat.JsonLines, asOf, Delimiter.Comma, bom: false, db, database, ct);

    /// <remarks>Holds no answers, so organisations may read it too.</remarks>
    public static async Task<Results<Ok<IReadOnlyList<CodebookEntry>>, ValidationProblem, ProblemHttpResult>> Codebook(
        Guid id, [StringLength(35)] string? language, SurveysDb db, CancellationToken ct)
    {
        var found = await ExportedSurvey.FindAsync(db, id, ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();
        var (survey, definition) = found.Value;
        return language is null || definition.Languages.Contains(language)
            ? TypedResults.Ok(ResponseCodebook.Of(new(survey, definition, ExportFormat.Codebook, language ?? definition.Languages[0], Delimiter.Comma, Bom: false, AsOf: 0)))
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/language"] = [ExportErrors.NoSuchLanguage(definition.Languages)] });
    }

    static async Task<Results<Download, ValidationProblem, ProblemHttpResult>> AtOnce(
        Guid id, ExportFormat format, string? asOf, Delimiter delimiter, bool bom, SurveysDb db, NpgsqlDataSource database,
        CancellationToken ct)
    {
        var found = await ExportedSurvey.FindAsync(db, id, ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();
        var (survey, definition) = found.Value;
        if (await AsOf.ReadAsync(asOf, survey, db, database, ct) is not { } position)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/asOf"] = [ExportErrors.NoSuchMoment] });
        return new Download(new(survey, definition, format, definition.Languages[0], delimiter, bom, position), null);
    }
}

/// <summary>The content of an export, written while it is read from the database.</summary>
/// <param name="contents">What to write.</param>
/// <param name="export">Where progress is noted; null when nobody will ask.</param>
sealed partial class Download(ExportSpecification contents, Export? export) : IResult, IEndpointMetadataProvider
{
    long rows;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var ct = httpContext.RequestAborted;
        await using var frozen =
            await FrozenResponses.OpenAsync(services.GetRequiredService<NpgsqlDataSource>(), contents.Survey, contents.AsOf, ct);
        var counted = contents.HoldsAnswers ? await frozen.CountAsync(ct) : (FrozenCount?)null;
        await using var run = export is null ? null : await BeginAsync(export, frozen, counted, services, ct);
        SetHeaders(httpContext.Response);
        if (counted is { } now) LeftOut.Of(now.LeftOut).Tell(httpContext.Response);
        try
        {
            await ExportWriter.WriteAsync(contents, httpContext.Response.BodyWriter, Counted(frozen.ReadAsync(ct), run, ct), ct);
            if (run is not null) await run.SettleAsync(ExportState.Complete);
        }
        finally
        {
            Log.Exported(services.GetRequiredService<ILogger<Download>>(), contents.Survey.Id, contents.Format, contents.AsOf, rows, Caller(httpContext));
        }
    }

    static Task<TransferRun<Export, ExportState>> BeginAsync(
        Export export, FrozenResponses frozen, FrozenCount? counted, IServiceProvider services, CancellationToken ct)
    {
        var now = counted ?? new(0, new Dictionary<string, long>());
        var erased = Math.Max(0, now.Erased - export.RowsOfNobody);
        var withdrawn = Math.Max(0, export.Rows - now.Rows - erased);
        var leftOut = counted is null ? null : LeftOut.Of(now.LeftOut);
        DateTimeOffset? startedAt = services.GetRequiredService<TimeProvider>().GetUtcNow();
        return services.GetRequiredService<TransferRuns<Export, ExportState>>().BeginAsync(
            export.Id, frozen.Connection, set => set.SetProperty(e => e.StartedAt, startedAt)
                .SetProperty(e => e.WithdrawnSince, withdrawn).SetProperty(e => e.ErasedSince, erased).SetProperty(e => e.LeftOut, leftOut),
            ct);
    }

    void SetHeaders(HttpResponse response)
    {
        response.ContentType = contents.MediaType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = contents.FileName }.ToString();
        response.Headers["QLab-As-Of"] = contents.AsOf.ToString(CultureInfo.InvariantCulture);
    }

    async IAsyncEnumerable<FrozenResponse> Counted(
        IAsyncEnumerable<FrozenResponse> responses, TransferRun<Export, ExportState>? run, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var response in responses.WithCancellation(ct))
        {
            yield return response;
            rows++;
            if (run is not null) await run.AdvanceAsync(ct);
        }
    }

    /// <summary>Which program, or in which role; never who.</summary>
    static string Caller(HttpContext http) =>
        http.User.FindFirst(Callers.ClientClaim)?.Value ?? string.Join(", ", Roles.All.Where(http.User.IsInRole));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/csv", "application/jsonl", "text/plain", "application/fhir+json"]));

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Survey {Survey} was exported as {Format} as of position {Position}: {Rows} rows, to {Caller}")]
        public static partial void Exported(ILogger logger, Guid survey, ExportFormat format, long position, long rows, string caller);
    }
}
