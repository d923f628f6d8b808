using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Http;

/// <summary>The <c>If-Match</c> header of a request that changes one thing: which version the client has read (RFC 9110 §13.1.1).</summary>
/// <remarks>Without the header the answer is 428 (RFC 6585); with a version that is no longer the current one it is 412.</remarks>
public sealed class IfMatch : IEndpointParameterMetadataProvider
{
    readonly uint? version;

    IfMatch(uint? version) => this.version = version;

    /// <summary>Makes the coming save succeed only if the row still has this version.</summary>
    /// <param name="db">The context that tracks the entity.</param>
    /// <param name="entity">The entity that is changed.</param>
    public void Guard(DbContext db, IVersioned entity)
    {
        var entry = db.Entry(entity);
        // Written even when nothing differs: a stale version is refused only by an UPDATE that runs.
        entry.State = EntityState.Modified;
        if (version is { } read) entry.Property(nameof(IVersioned.RowVersion)).OriginalValue = read;
    }

    /// <summary>The same, where clients are shown something else in place of the row's version.</summary>
    /// <param name="db">The context that tracks the entity.</param>
    /// <param name="entity">The entity that is changed.</param>
    /// <param name="shown">What they are shown for the version that was read.</param>
    public void Guard(DbContext db, IVersioned entity, uint shown)
    {
        const uint NoVersion = 0;
        var entry = db.Entry(entity);
        entry.State = EntityState.Modified;
        if (version is { } read && read != shown) entry.Property(nameof(IVersioned.RowVersion)).OriginalValue = NoVersion;
    }

    /// <summary>Binds the header.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="BadHttpRequestException">428 without the header, 412 when it holds no ETag of ours.</exception>
    public static ValueTask<IfMatch?> BindAsync(HttpContext http)
    {
        var header = http.Request.Headers.IfMatch;
        if (header.Count == 0)
            throw new BadHttpRequestException("Send If-Match with the ETag that you got when reading.", StatusCodes.Status428PreconditionRequired);
        if (header == "*") return ValueTask.FromResult<IfMatch?>(new(null));
        return EntityTagHeaderValue.TryParse(header.ToString(), out var tag) && !tag.IsWeak
            && uint.TryParse(ETags.Version(tag.Tag.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? ValueTask.FromResult<IfMatch?>(new(version))
            : throw new BadHttpRequestException("If-Match holds no ETag of this thing.", StatusCodes.Status412PreconditionFailed);
    }

    /// <inheritdoc />
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new NeedsIfMatch());
}

/// <summary>Marks an endpoint whose requests carry <c>If-Match</c>, for the API description.</summary>
sealed class NeedsIfMatch;

/// <summary>
/// Answers that carry the version of what they show. The tag begins with the version of the row, which is all that
/// <see cref="IfMatch"/> holds to; it ends in a hash of the answer, since counts and other rows are shown with it whose changes leave
/// the row as it is.
/// </summary>
public static class ETags
{
    /// <summary>Adds the <c>ETag</c> header.</summary>
    /// <param name="http">The request that is answered.</param>
    /// <param name="rowVersion">The version that is shown, see <see cref="IVersioned"/>.</param>
    public static void SetETag(this HttpContext http, uint rowVersion) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{rowVersion}\"");

    internal static void Cover(HttpResponse response, ReadOnlySpan<byte> body)
    {
        if (response.Headers.ETag.ToString() is { Length: > 2 } tag && body.Length > 0)
            response.Headers.ETag = $"{tag[..^1]}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}\"";
    }

    internal static ReadOnlySpan<char> Version(ReadOnlySpan<char> tag)
    {
        var inner = tag.Trim('"');
        return inner.IndexOf('-') is >= 0 and var end ? inner[..end] : inner;
    }
}
