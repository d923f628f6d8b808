using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Npgsql;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Transfers;
using QLab.Surveys.Consents;

namespace QLab.Surveys.Exports;

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
