using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QLab.Testing;

/// <summary>Addresses as an API description has them.</summary>
static partial class Addresses
{
    /// <summary>An id that nothing has.</summary>
    public const string Nobody = "018f2b5e-0000-7000-8000-000000000000";

    /// <summary>With something in each placeholder: a number where the route takes nothing else, so that it is the one that answers.</summary>
    public static string Filled(string path, JsonNode operation) => Placeholder().Replace(path, match =>
        operation["parameters"]?.AsArray().Any(p => p!["in"]!.GetValue<string>() == "path"
            && p["name"]!.GetValue<string>() == match.Groups[1].Value && p["schema"]?["type"]?.ToString() == "integer") == true ? "1" : Nobody);

    [GeneratedRegex("{([^}]*)}")]
    private static partial Regex Placeholder();
}
