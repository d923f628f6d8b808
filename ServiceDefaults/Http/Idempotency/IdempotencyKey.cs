using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QLab.ServiceDefaults.Http.Idempotency;

/// <summary>
/// The <c>Idempotency-Key</c> header (IETF draft 07): a quoted string (RFC 8941 §3.3.3) of 1 to 255 printable characters.
/// </summary>
public static class IdempotencyKey
{
    /// <summary>The header's name.</summary>
    public const string Header = "Idempotency-Key";

    static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(c => (char)c)]);

    /// <summary>Reads the header.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The key without its quotes, or null without the header.</returns>
    /// <exception cref="BadHttpRequestException">The header is not a quoted string.</exception>
    public static string? Read(HttpRequest request)
    {
        var header = request.Headers[Header];
        if (header.Count == 0) return null;
        var text = header.ToString().Trim();
        if (header.Count > 1
            || text.Length is < 3 or > 257
            || text[0] != '"'
            || text[^1] != '"'
            || text.AsSpan().ContainsAnyExcept(Printable)
            || Unescape(text[1..^1]) is not { } key)
            throw new BadHttpRequestException("Idempotency-Key is one quoted string of 1 to 255 characters, for example \"8e03978e-40d5-43dd-bc93-6894a57f9324\" with its quotes.");
        return key;
    }

    static string? Unescape(string inner)
    {
        var key = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '"') return null;
            if (inner[i] == '\\' && (++i == inner.Length || inner[i] is not ('"' or '\\'))) return null;
            key.Append(inner[i]);
        }
        return key.ToString();
    }

    /// <summary>Whose keys these are: two clients may use the same key without meeting.</summary>
    /// <param name="http">The request.</param>
    public static string Caller(HttpContext http) => http.User.FindFirst("sub")?.Value ?? "";

    /// <summary>What a repeated request must have in common with the first.</summary>
    /// <param name="request">A request whose body can be read again.</param>
    /// <param name="ct">Cancels reading.</param>
    public static async Task<byte[]> Fingerprint(HttpRequest request, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        if (request.HttpContext.Features.Get<IFormFeature>()?.Form is { } form) await AppendAsync(hash, form, ct);
        else await AppendAsync(hash, request.Body, ct);
        return hash.GetHashAndReset();
    }

    /// <remarks>
    /// What a form says, not its bytes: a client that makes the same form again draws another boundary between its parts.
    /// </remarks>
    static async Task AppendAsync(IncrementalHash hash, IFormCollection form, CancellationToken ct)
    {
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(form.ToDictionary(field => field.Key, field => field.Value.ToArray())));
        foreach (var file in form.Files)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new { file.Name, file.FileName, file.Length }));
            await using var content = file.OpenReadStream();
            await AppendAsync(hash, content, ct);
        }
    }

    static async Task AppendAsync(IncrementalHash hash, Stream content, CancellationToken ct)
    {
        content.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;) hash.AppendData(buffer.AsSpan(0, read));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}

/// <summary>Endpoints whose answers are not remembered for a day.</summary>
public static class IdempotencyExtensions
{
    /// <summary>Leaves the <c>Idempotency-Key</c> to the endpoint, which remembers it in a row of its own.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint; its handler reads <see cref="IdempotencyKey"/>.</param>
    public static TBuilder KeepsIdempotencyKeyItself<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new NotRemembered(IsKept: true));

    /// <summary>
    /// Does what comes again again, and does not promise otherwise: the answer holds what must not be kept, or a repetition is harmless.
    /// </summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    public static TBuilder IgnoresIdempotencyKey<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new NotRemembered(IsKept: false));

    /// <param name="IsKept">Whether the endpoint makes something of the key by itself.</param>
    internal sealed record NotRemembered(bool IsKept);
}
