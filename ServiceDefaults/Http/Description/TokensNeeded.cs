using Microsoft.OpenApi;
using QLab.ServiceDefaults.Security;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>Which access token an operation needs; an open one says so by an empty list.</summary>
static class TokensNeeded
{
    /// <summary>Two ways to the same kind of token. Only people are given <see cref="Access.Me"/>, and only people have roles.</summary>
    const string OfPrograms = "program", OfAnybody = "bearer";

    public static void Write(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        operation.Security = [];
        if (metadata.OfType<NeedsScope>().LastOrDefault() is not { } needs) return;
        foreach (var scope in needs.AnyOf)
        {
            if (scope != Access.Me) operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(OfPrograms, document)] = [scope] });
            operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(OfAnybody, document)] = [scope] });
        }
        if (needs.OrRole is { } role) operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(OfAnybody, document)] = [role] });
        operation.Description =
            $"Needs {needs}{OfOrganisations(needs, metadata)}{OfCoordinators(metadata)}. {operation.Description}".Trim();
    }

    static string OfOrganisations(NeedsScope needs, IList<object> metadata) =>
        metadata.OfType<ForOrganisations>().LastOrDefault() is { } open ? $"; on behalf of an organisation: {open.Sees}"
        : needs.AnyOf is [Access.Me] ? ""
        : "; not on behalf of an organisation";

    static string OfCoordinators(IList<object> metadata) =>
        metadata.OfType<ForCoordinators>().Any() ? "; for coordinators of its project too" : "";

    public static void WriteSchemes(OpenApiDocument document)
    {
        var scopes = document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Security ?? [])
            .SelectMany(alternative => alternative)
            .Where(needed => needed.Key.Reference.Id == OfPrograms).SelectMany(needed => needed.Value);
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [OfPrograms] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "A program of an organisation or of the operator, with its client id and secret.",
                Flows = new()
                {
                    ClientCredentials = new()
                    {
                        TokenUrl = new("/connect/token", UriKind.Relative),
                        Scopes = scopes.Distinct().Order(StringComparer.Ordinal).ToDictionary(scope => scope, Access.Words),
                    },
                },
            },
            [OfAnybody] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT",
                Description = "Any access token: POST /connect/token gives one to programs, signing in to people,"
                    + " with the scopes of their roles.",
            },
        };
    }
}
