using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Http;

/// <summary>The query parameters of an endpoint, as the framework binds them; worked out once, when the endpoint is built.</summary>
/// <param name="types">By name, whose case does not matter.</param>
sealed class QueryParameters(FrozenDictionary<string, Type> types)
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

    /// <summary>Refuses a request that asks for what the endpoint would not heed: mostly a misspelling, which would go unnoticed.</summary>
    public static Task RefuseUnknown(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.QueryString.HasValue || http.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>() is not { } known) return next(http);
        var unknown = http.Request.Query.Keys.Where(name => known.TypeOf(name) is null && !SaidByFhirClients.Contains(name)).ToList();
        return unknown.Count == 0 ? next(http)
            : TypedResults.ValidationProblem(unknown.ToDictionary(JsonPointer.To, _ => new[] { known.Words() })).ExecuteAsync(http);
    }

    string Words() => types.Count == 0 ? "There is no such parameter here; this address takes none."
        : $"There is no such parameter here; there are {string.Join(", ", types.Keys.Order(StringComparer.Ordinal))}.";

    static bool IsElsewhere(object attribute) => attribute is IFromHeaderMetadata or IFromFormMetadata or IFromBodyMetadata or IFromRouteMetadata;

    static string Name(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(true).OfType<IFromQueryMetadata>().FirstOrDefault()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(parameter.Name);
}
