using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace QLab.ServiceDefaults.Files;

/// <summary>
/// A file as an answer, made by <see cref="FileStore.Download"/>: to be saved and not shown, as the type that it was found to be. Its ETag
/// is its hash; a part of it is answered to whoever asks for one (RFC 9110 §14), so that a download that broke off goes on.
/// </summary>
public sealed class FileDownload : IResult, IEndpointMetadataProvider
{
    readonly NpgsqlDataSource database;
    readonly FileContent content;
    readonly string name;

    internal FileDownload(NpgsqlDataSource database, FileContent content, string name) =>
        (this.database, this.content, this.name) = (database, content, name);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(
            new ContentStream(database, content), content.MediaType, name, content.StoredAt,
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(content.Hash)}\""), enableRangeProcessing: true)
            .ExecuteAsync(httpContext);
    }

    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        foreach (var status in new[] { StatusCodes.Status200OK, StatusCodes.Status206PartialContent })
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Stream), ["application/octet-stream"]));
    }
}
