using Microsoft.AspNetCore.Http;

namespace QLab.ServiceDefaults.Http;

/// <summary>Bodies that are a file and are read whole before anything is done with them.</summary>
public static class WholeBody
{
    /// <summary>Reads the body into memory.</summary>
    /// <remarks>
    /// With an Idempotency-Key the body has been read once. Zip archives are read from their end, so all of it is needed.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="ct">Cancels reading.</param>
    public static async Task<MemoryStream> WholeBodyAsync(this HttpRequest request, CancellationToken ct)
    {
        if (request.Body.CanSeek) request.Body.Position = 0;
        var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, ct);
        memory.Position = 0;
        return memory;
    }
}
