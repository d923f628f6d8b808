using System.Text.Json;

namespace QLab.Fhir;

/// <summary>Finds the entries of a bundle in bytes as they come; what has been read is let go.</summary>
sealed class BundleScan
{
    const int LargestEntry = 1024 * 1024, First = 64 * 1024;

    byte[] buffer = new byte[First];
    int start, end, index;
    bool isLast, isInside, isBundle, isDone;
    JsonReaderState state = new(new() { AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow });

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free()
    {
        if (start > 0) buffer.AsSpan(start, end - start).CopyTo(buffer);
        (end, start) = (end - start, 0);
        if (end == buffer.Length)
        {
            if (buffer.Length > LargestEntry) throw new JsonException($"Entry {index} is larger than {LargestEntry} bytes.");
            Array.Resize(ref buffer, buffer.Length * 2);
        }
        return buffer.AsMemory(end);
    }

    public void Take(int read)
    {
        end += read;
        isLast = read == 0;
    }

    /// <returns>Null when more bytes are needed.</returns>
    public BundleEntry? Next()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isLast, state);
        while (true)
        {
            var before = Place(ref reader);
            if (!reader.Read()) return Rest(before, null);
            if (reader.CurrentDepth > 0 || reader.TokenType == JsonTokenType.PropertyName)
            {
                if (isInside && reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 1) isInside = false;
                else if (isInside)
                {
                    var from = start + (int)reader.TokenStartIndex;
                    if (!reader.TrySkip()) return Rest(before, null);
                    return Rest(Place(ref reader), Entry(buffer.AsMemory(from, start + (int)reader.BytesConsumed - from)));
                }
                else if (!Member(ref reader)) return Rest(before, null);
            }
            else if (reader.TokenType == JsonTokenType.EndObject) isDone = true;
            else if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A Bundle is an object.");
        }
    }

    public void Finish()
    {
        if (!isDone) throw new JsonException("The Bundle ends before its time.");
        if (!isBundle) throw new JsonException("This is no Bundle: its resourceType says something else.");
    }

    /// <returns>False when the value is not here yet; then its name is read again.</returns>
    bool Member(ref Utf8JsonReader reader)
    {
        var (isEntry, isType) = (reader.ValueTextEquals("entry"), reader.ValueTextEquals("resourceType"));
        if (isEntry)
        {
            if (!reader.Read()) return false;
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("The entries of a Bundle are an array.");
            isInside = true;
            return true;
        }
        if (!reader.TrySkip()) return false;
        if (isType) isBundle = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Bundle");
        return true;
    }

    BundleEntry Entry(ReadOnlyMemory<byte> bytes)
    {
        using var document = Parse(bytes);
        var entry = document.RootElement;
        return new(index++, entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("resource", out var resource) ? resource.Clone() : null);
    }

    /// <remarks>The bytes have been read through once, so nothing else can be wrong with them.</remarks>
    JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, new() { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw new JsonException($"Entry {index} holds a field twice: say it once.");
        }
    }

    static (long Consumed, JsonReaderState State) Place(ref Utf8JsonReader reader) => (reader.BytesConsumed, reader.CurrentState);

    BundleEntry? Rest((long Consumed, JsonReaderState State) place, BundleEntry? entry)
    {
        start += (int)place.Consumed;
        state = place.State;
        return entry;
    }
}
