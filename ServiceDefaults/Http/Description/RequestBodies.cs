using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>Bodies that a handler reads itself, as they come in.</summary>
public static class RequestBodies
{
    /// <summary>Says in the API description what an endpoint reads from its body: text, JSON or a file, as the type says.</summary>
    /// <param name="endpoint">The endpoint, whose handler binds no body.</param>
    /// <param name="mediaTypes">What it may be.</param>
    public static RouteHandlerBuilder TakesBody(this RouteHandlerBuilder endpoint, params string[] mediaTypes) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = mediaTypes.ToDictionary(type => type, Described) };
            return Task.CompletedTask;
        });

    static OpenApiMediaType Described(string mediaType) => mediaType switch
    {
        _ when mediaType.StartsWith("text/", StringComparison.Ordinal) => new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
        _ when mediaType.EndsWith("json", StringComparison.Ordinal) => new(),
        _ => new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
    };
}
