using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace QLab.Participants;

/// <summary>A form as browsers send it: at most 20 fields, none over 4,096 characters.</summary>
static class SmallForm
{
    static readonly FormOptions Small = new() { ValueCountLimit = 20, KeyLengthLimit = 100, ValueLengthLimit = 4096 };

    /// <returns>Null when it is none, or a larger one.</returns>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "application/x-www-form-urlencoded")
            return null;
        try
        {
            return await new FormFeature(request, Small).ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
