using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using Described = Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>
/// The refusals that follow from what an endpoint is: whether it needs a token, takes a body, names a thing by its id.
/// Each is written once in the document and referred to. What an endpoint says of its own answers stays.
/// </summary>
static class ProblemAnswers
{
    const string MediaType = "application/problem+json", Schema = "Problem", AnyOther = "Refused";
    const string SomeTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>The framework's own schema, which no answer uses any more.</summary>
    const string Replaced = "HttpValidationProblemDetails";

    static readonly Dictionary<int, (string Name, string Words)> Known = new()
    {
        [400] = ("Invalid", "What was sent cannot be read or is not valid; where there are errors, they say what and why."),
        [401] = ("NotSignedIn", "There is no valid access token."),
        [403] = ("NotAllowed", "The access token is valid and does not allow this."),
        [404] = ("NotFound", "There is no such thing, or not for this caller."),
        [409] = ("Conflict", "Refused by a rule, or somebody else changed the same thing at the same moment."),
        [412] = ("ChangedMeanwhile", "Somebody changed it after it was read: read it again and send the new ETag."),
        [413] = ("TooLarge", "The body is larger than is taken here."),
        [415] = ("UnsupportedMediaType", "The body is of a kind that is not taken here."),
        [422] = ("KeyReused", "The Idempotency-Key came with another request before."),
        [428] = ("PreconditionNeeded", "If-Match is missing: send the ETag that was read."),
        [429] = ("TooManyRequests", "Too many requests; Retry-After says for how long."),
    };

    public static void Remember(OpenApiOperation operation, Described endpoint) =>
        (operation.Metadata ??= new Dictionary<string, object>())[nameof(Described)] = endpoint;

    /// <summary>Only when the document is whole: what an endpoint says of its own body comes after all operations were looked at.</summary>
    public static void Write(OpenApiDocument document)
    {
        document.Components?.Schemas?.Remove(Replaced);
        document.AddComponent(Schema, ProblemSchema);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
            Write(operation, (Described)operation.Metadata![nameof(Described)], document);
    }

    static void Write(OpenApiOperation operation, Described endpoint, OpenApiDocument document)
    {
        var own = operation.Responses ?? [];
        var all = new SortedDictionary<string, IOpenApiResponse>(StringComparer.Ordinal);
        foreach (var (status, answer) in own.Where(answer => !IsFrameworksOwn(answer.Value))) all[status] = answer;
        foreach (var status in StatusesOf(operation, endpoint))
            all.TryAdd($"{status}", Reference(Known[status].Name, () => Describe(status), document));
        all["default"] = Reference(AnyOther, () => Problem("Any other refusal or fault; its type is stable."), document);
        operation.Responses = [];
        foreach (var (status, answer) in all) operation.Responses.Add(status, answer);
    }

    static IEnumerable<int> StatusesOf(OpenApiOperation operation, Described endpoint)
    {
        var metadata = endpoint.ActionDescriptor.EndpointMetadata;
        var (isOurs, takesBody) = (endpoint.RelativePath!.StartsWith("api/", StringComparison.Ordinal), operation.RequestBody is not null);
        // Under api/ a query parameter that is not known is refused everywhere.
        if (isOurs || takesBody) yield return 400;
        if (operation.Security is { Count: > 0 }) yield return 401;
        if (operation.Security is { Count: > 0 }) yield return 403;
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true) yield return 404;
        if (isOurs && endpoint.HttpMethod != "GET") yield return 409;
        if (metadata.OfType<NeedsIfMatch>().Any()) yield return 412;
        if (takesBody) yield return 413;
        if (takesBody) yield return 415;
        if (isOurs && endpoint.HttpMethod == "POST" && !metadata.OfType<IdempotencyExtensions.NotRemembered>().Any()) yield return 422;
        if (metadata.OfType<NeedsIfMatch>().Any()) yield return 428;
        yield return 429;
    }

    static bool IsFrameworksOwn(IOpenApiResponse answer) =>
        answer.Content?.Values.Any(content => content.Schema is OpenApiSchemaReference { Reference.Id: Replaced }) == true;

    static OpenApiResponseReference Reference(string name, Func<OpenApiResponse> answer, OpenApiDocument document)
    {
        if (document.Components?.Responses?.ContainsKey(name) != true) document.AddComponent(name, answer());
        return new(name, document);
    }

    static OpenApiResponse Describe(int status)
    {
        var answer = Problem(Known[status].Words);
        // What a 415 says differs from endpoint to endpoint.
        if (status != 415) answer.Content![MediaType].Example = Example(status);
        if (status == 429)
            answer.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds.", Schema = Member(JsonSchemaType.Integer) },
            };
        return answer;
    }

    static OpenApiResponse Problem(string words) => new()
    {
        Description = words,
        Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new() { Schema = new OpenApiSchemaReference(Schema) } },
    };

    static OpenApiSchema ProblemSchema => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A problem (RFC 9457). Programs compare the type, which does not change.",
        Required = new HashSet<string> { "type", "title", "status", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Member(JsonSchemaType.String, "urn:qlab:problem: and a stable name."),
            ["title"] = Member(JsonSchemaType.String, "The same for every problem of the type."),
            ["status"] = Member(JsonSchemaType.Integer, "The HTTP status.", "int32"),
            ["detail"] = Member(JsonSchemaType.String, "What is wrong and what to do, for a person."),
            ["traceId"] = Member(JsonSchemaType.String, "Quote it when asking for help."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object, Description = "Every fault at once: JSON Pointer to messages.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Member(JsonSchemaType.String) },
            },
            ["existingId"] = Member(JsonSchemaType.String, "The id of what exists already, if that is the reason.", "uuid"),
            ["retryAfter"] = Member(JsonSchemaType.Integer, "Seconds after which trying again may help.", "int32"),
        },
    };

    static OpenApiSchema Member(JsonSchemaType type, string? words = null, string? format = null) =>
        new() { Type = type, Description = words, Format = format };

    /// <summary>Written by what writes the answers themselves.</summary>
    static JsonObject Example(int status)
    {
        var problem = status switch
        {
            400 => ProblemsExtensions.InvalidRequest(new()),
            409 => Refusal.LostRace.ToProblem().ProblemDetails,
            422 => IdempotencyFilter.UsedForAnotherRequest.ToProblem().ProblemDetails,
            _ => new ProblemDetails { Status = status },
        };
        if (problem.Type?.StartsWith("urn:", StringComparison.Ordinal) != true) StatusCodeProblems.Describe(problem);
        var example = new JsonObject
        {
            ["type"] = problem.Type, ["title"] = problem.Title, ["status"] = status, ["detail"] = problem.Detail, ["traceId"] = SomeTrace,
        };
        if (status == 400) example["errors"] = new JsonObject { ["/limit"] = new JsonArray("Between 1 and 200.") };
        return example;
    }
}
