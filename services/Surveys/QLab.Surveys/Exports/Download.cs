using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Npgsql;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Consents;

namespace QLab.Surveys.Exports;

/// <summary>The content of an export, written while it is read from the database.</summary>
/// <param name="contents">What to write.</param>
/// <param name="export">Where progress is noted; null when nobody will ask.</param>
sealed partial class Download(ExportSpecification contents, Export? export) : IResult, IEndpointMetadataProvider
{
    const int ProgressEvery = 5_000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var ct = httpContext.RequestAborted;
        await using var frozen =
            await FrozenResponses.OpenAsync(services.GetRequiredService<NpgsqlDataSource>(), contents.Survey, contents.AsOf, ct);
        var progress = new Progress(services.GetRequiredService<SurveysDb>(), services.GetRequiredService<TimeProvider>(), export);
        var counted = contents.HoldsAnswers ? await frozen.CountAsync(ct) : (FrozenCount?)null;
        await progress.StartAsync(counted, ct);
        SetHeaders(httpContext.Response);
        if (counted is { } now) LeftOut.Of(now.LeftOut).Tell(httpContext.Response);
        try
        {
            await ExportWriter.WriteAsync(contents, httpContext.Response.BodyWriter, Counted(frozen.ReadAsync(ct), progress, ct), ct);
            await progress.EndAsync(ExportState.Complete);
        }
        finally
        {
            if (!progress.HasEnded) await progress.EndAsync(ExportState.Interrupted);
            Log.Exported(services.GetRequiredService<ILogger<Download>>(), contents.Survey.Id, contents.Format, contents.AsOf, progress.Rows, Caller(httpContext));
        }
    }

    void SetHeaders(HttpResponse response)
    {
        response.ContentType = contents.MediaType;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = contents.FileName }.ToString();
        response.Headers["QLab-As-Of"] = contents.AsOf.ToString(CultureInfo.InvariantCulture);
    }

    static async IAsyncEnumerable<FrozenResponse> Counted(
        IAsyncEnumerable<FrozenResponse> responses, Progress progress, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var response in responses.WithCancellation(ct))
        {
            yield return response;
            if (++progress.Rows % ProgressEvery == 0) await progress.NoteAsync(ct);
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
