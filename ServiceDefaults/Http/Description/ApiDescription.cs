using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Text;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>The OpenAPI 3.1 document of a service, also written at build as <c>openapi.json</c>.</summary>
static class ApiDescription
{
    const string Everywhere = """
        Every refusal is `application/problem+json` (RFC 9457) with a `type` that does not change and every fault at once.
        Lists come in pages: `Link: rel="next"` leads on.
        A POST with an `Idempotency-Key` may be sent again; what is changed by PUT or DELETE takes the `ETag` that was read in `If-Match`.
        """;

    /// <param name="services">The container.</param>
    /// <param name="service">The service's name as in addresses.</param>
    /// <param name="assembly">The service's own; its description says what the service is for.</param>
    public static void AddApiDescription(this IServiceCollection services, string service, Assembly assembly) =>
        services.AddOpenApi("v1", options => Configure(options, service, assembly));

    static void Configure(OpenApiOptions options, string service, Assembly assembly)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer(Describe);
        options.AddSchemaTransformer(NameInstants);
        options.AddSchemaTransformer(NameLines);
        options.AddSchemaTransformer(Examples.TakeFromRecord);
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = Info(service, assembly.GetCustomAttribute<AssemblyDescriptionAttribute>()?.Description);
            document.Servers = [new() { Url = "/", Description = "The gateway, which also shows this document." }];
            TokensNeeded.WriteSchemes(document);
            TagDescription.Write(document, context);
            ProblemAnswers.Write(document);
            Examples.Write(document);
            return Task.CompletedTask;
        });
    }

    static OpenApiInfo Info(string service, string? purpose) => new()
    {
        Title = $"QLab Platform: {service}", Version = "v1", Description = $"{purpose}\n\n{Everywhere.ReplaceLineEndings(" ")}".Trim(),
        Contact = new() { Name = "The operator of the platform" },
        License = new() { Name = "By agreement with the operator of the platform", Identifier = "LicenseRef-by-agreement" },
    };

    static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId ??= OperationIds.Of(metadata.OfType<MethodInfo>().First());
        TokensNeeded.Write(operation, metadata, context.Document!);
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query))
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        if (context.Description is { HttpMethod: "POST", RelativePath: ['a', 'p', 'i', '/', ..] }
            && metadata.OfType<IdempotencyExtensions.NotRemembered>().LastOrDefault() is null or { IsKept: true })
            AddHeader(operation, IdempotencyKey.Header, "A quoted string; the same key gives the same answer for 24 hours.", false);
        if (metadata.OfType<NeedsIfMatch>().Any()) AddHeader(operation, "If-Match", "The ETag that was read.", true);
        metadata.OfType<EndpointLimits>().LastOrDefault()?.Write(operation);
        ProblemAnswers.Remember(operation, context.Description);
        return Task.CompletedTask;
    }

    /// <remarks>A converter of our own reads instants, so the framework no longer knows that they are strings.</remarks>
    static Task NameInstants(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type == typeof(DateTimeOffset)) schema.Type = JsonSchemaType.String;
        if (context.JsonTypeInfo.Type == typeof(DateTimeOffset?)) schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        return Task.CompletedTask;
    }

    static Task NameLines(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var attributes = context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        if (attributes.OfType<TextAttribute>().Any(text => !text.Lines)) schema.Pattern = PlainText.OneLinePattern;
        return Task.CompletedTask;
    }

    static void AddHeader(OpenApiOperation operation, string name, string description, bool required) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = name, In = ParameterLocation.Header, Description = description, Required = required,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
}
