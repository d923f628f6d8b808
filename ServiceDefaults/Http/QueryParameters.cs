using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Http;

/// <summary>The query parameters of an endpoint, as the framework binds them; worked out once, when the endpoint is built.</summary>
/// <param name="types">By name, whose case does not matter.</param>
sealed partial class QueryParameters(FrozenDictionary<string, Type> types)
{
    /// <summary>Some clients repeat in every address what their headers say.</summary>
    static readonly FrozenSet<string> SaidByFhirClients = ["_format", "_pretty"];

    /// <summary>The type of a parameter, or null when the endpoint has none of this name.</summary>
    public Type? TypeOf(string name) => types.GetValueOrDefault(name);

    /// <summary>Leaves what an endpoint takes in its metadata. Called when everything else is said about it.</summary>
    public static void Learn(EndpointBuilder endpoint)
    {
        if (endpoint is not RouteEndpointBuilder route) return;
        var inPath = route.RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        endpoint.Metadata.Add(new QueryParameters(endpoint.Metadata.OfType<IParameterBindingMetadata>()
            .Where(parameter => parameter.HasTryParse && !inPath.Contains(parameter.Name) && !parameter.ParameterInfo.GetCustomAttributes(true).Any(IsElsewhere))
            .ToFrozenDictionary(Name, parameter => parameter.ParameterInfo.ParameterType, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>
    /// Refuses a request that asks for what the endpoint would not heed, mostly a misspelling, which would go unnoticed; and days and
    /// instants that are not written as ISO 8601 has them: the framework would read 1/9/2018 as the ninth of January.
    /// </summary>
    public static Task Check(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.QueryString.HasValue || http.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>() is not { } known)
            return next(http);
        var faults = http.Request.Query.Where(said => !SaidByFhirClients.Contains(said.Key))
            .Select(said => (Pointer: JsonPointer.To(said.Key), Words: known.Fault(said.Key, said.Value)))
            .Where(fault => fault.Words is not null).ToList();
        return faults.Count == 0 ? next(http)
            : TypedResults.ValidationProblem(faults.ToDictionary(fault => fault.Pointer, fault => new[] { fault.Words! })).ExecuteAsync(http);
    }

    string? Fault(string name, StringValues values)
    {
        if (TypeOf(name) is not { } type) return Words();
        var form = (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var day when day == typeof(DateOnly) => Day(),
            var instant when instant == typeof(DateTimeOffset) => Instant(),
            _ => null,
        };
        var isRight = form is null || values.All(value => string.IsNullOrEmpty(value) || form.IsMatch(value));
        return isRight ? null : $"Give {TypeDescriptions.Of(type)} here.";
    }

    string Words() => types.Count == 0 ? "There is no such parameter here; this address takes none."
        : $"There is no such parameter here; there are {string.Join(", ", types.Keys.Order(StringComparer.Ordinal))}.";

    static bool IsElsewhere(object attribute) =>
        attribute is IFromHeaderMetadata or IFromFormMetadata or IFromBodyMetadata or IFromRouteMetadata;

    static string Name(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(true)
            .OfType<IFromQueryMetadata>()
            .FirstOrDefault()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex Day();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Instant();
}
