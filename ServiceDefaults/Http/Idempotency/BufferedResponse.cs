using Microsoft.AspNetCore.Http;

namespace QLab.ServiceDefaults.Http.Idempotency;

/// <summary>
/// An answer written to memory first, so that it can be stored before it is sent, and is sent in one piece: with its length known,
/// nothing has to follow that ends it.
/// </summary>
sealed class BufferedResponse(int status, IHeaderDictionary headers, byte[] body) : IResult
{
    public int Status => status;
    public IHeaderDictionary Headers => headers;
    public byte[] Body => body;

    public bool IsFinal => status is < 500 and not 429 && headers.RetryAfter.Count == 0;

    public static async Task<BufferedResponse> From(HttpContext http, object? result)
    {
        var client = http.Response.Body;
        using var memory = new MemoryStream();
        http.Response.Body = memory;
        try
        {
            await (result as IResult ?? TypedResults.Json(result)).ExecuteAsync(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Response.Body = client;
        }
        var body = memory.ToArray();
        ETags.Cover(http.Response, body);
        return new(http.Response.StatusCode, http.Response.Headers, body);
    }

    public async Task ExecuteAsync(HttpContext httpContext) =>
        await WriteAsync(httpContext, body);

    /// <remarks>Kestrel refuses even an empty write to an answer that has no body, such as 204.</remarks>
    public static async Task WriteAsync(HttpContext http, byte[] body)
    {
        if (body.Length == 0) return;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
