using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// JSON as the platform speaks it: camelCase, enum values as camelCase strings, instants in UTC, no unknown fields and none twice, no
/// null in a list.
/// </summary>
public static class Json
{
    /// <summary>Applies these rules to minimal APIs.</summary>
    /// <param name="services">The container.</param>
    public static void AddJson(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options => Apply(options.SerializerOptions));

    /// <summary>Applies these rules to any options, such as a client's.</summary>
    /// <param name="options">Changed in place.</param>
    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new UtcInstant());
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
            .WithAddedModifier(NoNullItems.Refuse).WithAddedModifier(EveryMemberRequiredAttribute.Require);
        return options;
    }

    /// <summary>
    /// PostgreSQL's timestamptz takes UTC only, in whole microseconds; an instant sent with another offset is the same instant.
    /// </summary>
    sealed class UtcInstant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.String
                || !reader.TryGetDateTimeOffset(out var instant)
                || instant.UtcDateTime.Year is < 1900 or > 2200)
                throw new JsonException("An instant is a string such as 2018-09-03T09:00:00Z, between 1900 and 2200.");
            return instant.ToUniversalTime().Stored();
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}
