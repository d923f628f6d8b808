using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace QLab.ServiceDefaults.Problems;

/// <summary>
/// Every fault of a JSON body that could not be read. The framework's reader stops at the first, so this one goes through the body
/// again, member by member, and asks the attributes of those that can be read.
/// </summary>
sealed class BodyFaults(JsonSerializerOptions options)
{
    const int Most = 100;

    static readonly object Unreadable = new();

    readonly Dictionary<string, string[]> found = new(StringComparer.Ordinal);

    /// <summary>Reads the body once more.</summary>
    /// <returns>Empty when the body is no JSON at all, or is not there any more.</returns>
    public static async Task<Dictionary<string, string[]>> FindAsync(HttpContext http, Type body)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var faults = new BodyFaults(json);
        if (!http.Request.Body.CanSeek) return faults.found;
        http.Request.Body.Position = 0;
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            faults.Look(document.RootElement, json.GetTypeInfo(body), "", attributes: true);
        }
        catch (JsonException)
        {
            // Where the document itself is broken, the framework's reader has said where.
        }
        return faults.found;
    }

    /// <returns>What was read, or <see cref="Unreadable"/>.</returns>
    object? Look(JsonElement value, JsonTypeInfo type, string where, bool attributes)
    {
        var before = found.Count;
        if (value.ValueKind == JsonValueKind.Object && type is { Kind: JsonTypeInfoKind.Object, PolymorphismOptions: null })
            LookAtMembers(value, type, where, attributes);
        if (value.ValueKind == JsonValueKind.Object && type.Kind == JsonTypeInfoKind.Dictionary)
            LookAtEntries(value, options.GetTypeInfo(type.ElementType!), where, attributes);
        if (value.ValueKind == JsonValueKind.Array && type.Kind == JsonTypeInfoKind.Enumerable)
            foreach (var (i, item) in value.EnumerateArray().Index())
                Look(item, options.GetTypeInfo(type.ElementType!), $"{where}/{i}", attributes);
        return found.Count == before ? Read(value, type, where) : Unreadable;
    }

    void LookAtMembers(JsonElement value, JsonTypeInfo type, string where, bool attributes)
    {
        var given = new HashSet<JsonPropertyInfo>();
        foreach (var member in value.EnumerateObject())
        {
            var property = type.Properties.FirstOrDefault(p => p.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            var pointer = where + JsonPointer.To(property?.Name ?? member.Name);
            if (property is null && MayHaveMore(type)) continue;
            if (property is null) Add(pointer, UnreadableJson.NoSuchField);
            else if (!given.Add(property)) Add(pointer, UnreadableJson.StandsTwice);
            else if (member.Value.ValueKind == JsonValueKind.Null && !TakesNull(property))
                Add(pointer, $"Give {TypeDescriptions.Of(property.PropertyType)} here.");
            else if (property.CustomConverter is null) LookAt(property, member.Value, pointer, attributes);
        }
        foreach (var property in type.Properties.Where(p => p.IsRequired && !given.Contains(p)))
            Add(where + JsonPointer.To(property.Name), UnreadableJson.Needed);
    }

    void LookAt(JsonPropertyInfo property, JsonElement value, string pointer, bool attributes)
    {
        var said = property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        // Told by its name, as the attribute itself is still marked as experimental.
        attributes = attributes && !said.Any(one => one.GetType().Name == "SkipValidationAttribute");
        var read = Look(value, options.GetTypeInfo(property.PropertyType), pointer, attributes);
        if (!attributes || read == Unreadable) return;
        var context = new ValidationContext(read ?? property) { MemberName = property.Name, DisplayName = property.Name };
        foreach (var rule in said.OfType<ValidationAttribute>())
            if (rule.GetValidationResult(read, context) is { ErrorMessage: { } message }) Add(pointer, message);
    }

    void LookAtEntries(JsonElement value, JsonTypeInfo entry, string where, bool attributes)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            if (given.Add(member.Name)) Look(member.Value, entry, where + JsonPointer.To(member.Name), attributes);
            else Add(where + JsonPointer.To(member.Name), UnreadableJson.StandsTwice);
    }

    object? Read(JsonElement value, JsonTypeInfo type, string where)
    {
        try
        {
            return value.Deserialize(type);
        }
        catch (JsonException json)
        {
            Add(where + JsonPointer.FromJsonPath(json.Path ?? "$"), UnreadableJson.Reason(json, type.Type));
            return Unreadable;
        }
    }

    static bool TakesNull(JsonPropertyInfo property) =>
        property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.AssociatedParameter?.IsNullable ?? (property.IsSetNullable && property.IsGetNullable);

    bool MayHaveMore(JsonTypeInfo type) =>
        (type.UnmappedMemberHandling ?? options.UnmappedMemberHandling) == JsonUnmappedMemberHandling.Skip
        || type.Properties.Any(p => p.IsExtensionData);

    void Add(string pointer, string words)
    {
        if (found.Count < Most) found.TryAdd(pointer, [words]);
    }
}
