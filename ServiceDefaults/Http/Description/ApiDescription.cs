using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Security;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>The OpenAPI 3.1 document of a service, also written at build as <c>openapi.json</c>.</summary>
static class ApiDescription
{
    const string Bearer = "bearer";

    public static void AddApiDescription(this IServiceCollection services, string service) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = $"QLab Platform: {service}", Version = "v1" };
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                    Description = "POST /connect/token with the client-credentials grant gives an access token.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(Describe);
        options.AddSchemaTransformer(NameInstants);
    });

    static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var responses = operation.Responses ??= [];
        responses.TryAdd("default", new OpenApiResponse { Description = "A problem, as application/problem+json (RFC 9457); its type is stable." });

        if (metadata.OfType<NeedsScope>().LastOrDefault() is { } needs)
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
            operation.Description = $"Needs the scope `{needs.Scope}`. {operation.Description}".Trim();
        }
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query))
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        if (context.Description.HttpMethod == "POST") AddHeader(operation, IdempotencyKey.Header, "A quoted string; the same key gives the same answer for 24 hours.", required: false);
        if (metadata.OfType<NeedsIfMatch>().Any()) AddHeader(operation, "If-Match", "The ETag that was read.", required: true);
        return Task.CompletedTask;
    }

    /// <remarks>A converter of our own reads instants, so the framework no longer knows that they are strings.</remarks>
    static Task NameInstants(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type == typeof(DateTimeOffset)) schema.Type = JsonSchemaType.String;
        if (context.JsonTypeInfo.Type == typeof(DateTimeOffset?)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        return Task.CompletedTask;
    }

    static void AddHeader(OpenApiOperation operation, string name, string description, bool required) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Header, Description = description, Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
}
