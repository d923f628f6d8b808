using System.Runtime.CompilerServices;
using System.Text.Json;

namespace QLab.Fhir;

/// <summary>One resource of a bundle.</summary>
/// <param name="Index">The number of its entry, from 0.</param>
/// <param name="Resource">The resource; null where the entry holds none.</param>
public sealed record BundleEntry(int Index, JsonElement? Resource);

/// <summary>Bundles of any size (FHIR R4 §2.36.3): written and read entry by entry, so that one entry is all that memory holds.</summary>
public static class FhirBundle
{
    const int FlushAt = 64 * 1024;

    public static async Task WriteAsync(
        Stream output, QuestionnaireInfo questionnaire, IAsyncEnumerable<GivenResponse> responses, DateTimeOffset asOf,
        CancellationToken ct)
    {
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", "collection");
        json.WriteString("timestamp", asOf.UtcDateTime);
        var hasEntries = false;
        await foreach (var response in responses.WithCancellation(ct))
        {
            if (!hasEntries) json.WriteStartArray("entry");
            hasEntries = true;
            json.WriteStartObject();
            json.WriteString("fullUrl", $"urn:uuid:{response.Id}");
            json.WritePropertyName("resource");
            FhirResponse.Write(json, questionnaire, response);
            json.WriteEndObject();
            if (json.BytesPending > FlushAt) await json.FlushAsync(ct);
        }
        if (hasEntries) json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
    }

    /// <exception cref="JsonException">The stream is no JSON, no Bundle, or has an entry larger than is taken.</exception>
    public static async IAsyncEnumerable<BundleEntry> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var scan = new BundleScan();
        while (true)
        {
            var read = await input.ReadAsync(scan.Free(), ct);
            scan.Take(read);
            while (scan.Next() is { } entry) yield return entry;
            if (read == 0) break;
        }
        scan.Finish();
    }
}
