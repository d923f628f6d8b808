using System.Text.Json;
using System.Text.RegularExpressions;

namespace QLab.Fhir;

/// <summary>
/// What holds for every resource in JSON (FHIR R4 §2.6.2): nothing empty, nothing twice, nothing null but to keep a place among
/// primitives. What can be read is held to its <see cref="FhirSchema"/> as well.
/// </summary>
public static partial class FhirShape
{
    const int Deepest = 40, LongestNumber = 64;

    /// <returns>Whether it can be read at all; otherwise the issues say why not.</returns>
    public static bool Check(JsonElement resource, string type, FhirIssues issues)
    {
        if (resource.ValueKind != JsonValueKind.Object)
        {
            issues.Error("", "structure", $"Send a {type} resource as a JSON object.");
            return false;
        }
        var before = issues.All.Count;
        Check(resource, "", 0, issues);
        if (issues.All.Count > before) return false;
        if (!resource.TryGetProperty("resourceType", out var said) || said.ValueKind != JsonValueKind.String || !said.ValueEquals(type))
        {
            issues.Error("/resourceType", "structure", $"This has to be a {type} resource: say so in resourceType.");
            return false;
        }
        FhirSchema.Check(resource, type, "", issues);
        return true;
    }

    static void Check(JsonElement node, string at, int depth, FhirIssues issues)
    {
        if (depth > Deepest)
        {
            issues.Error(at, "too-long", $"Nothing is nested more than {Deepest} deep here.");
            return;
        }
        switch (node.ValueKind)
        {
            case JsonValueKind.Object:
                CheckMembers(node, at, depth, issues);
                break;
            case JsonValueKind.Array:
                CheckItems(node, at, depth, issues);
                break;
            case JsonValueKind.String:
                CheckText(node, at, issues);
                break;
            case JsonValueKind.Number when !node.TryGetDecimal(out _) || node.GetRawText() is not { Length: <= LongestNumber } number || LargeExponent().IsMatch(number):
                issues.Error(at, "value", "This number is beyond what is kept.");
                break;
            case JsonValueKind.Null:
                issues.Error(at, "structure", "FHIR has no nulls: leave the element out.");
                break;
        }
    }

    static void CheckMembers(JsonElement node, string at, int depth, FhirIssues issues)
    {
        if (!node.EnumerateObject().Any()) issues.Error(at, "structure", "An element is never empty: leave it out.");
        var seen = new HashSet<string>();
        foreach (var member in node.EnumerateObject())
        {
            if (Readable(() => member.Name) is not { } name || !ElementName().IsMatch(name))
                issues.Error(at, "structure", "There is a name here that no element has.");
            else if (!seen.Add(name))
                issues.Error($"{at}/{name}", "structure", "This element stands here twice.");
            else
                Check(member.Value, $"{at}/{name}", depth + 1, issues);
        }
    }

    static void CheckItems(JsonElement node, string at, int depth, FhirIssues issues)
    {
        if (node.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Null))
            issues.Error(at, "structure", "A list is never empty: leave it out.");
        foreach (var (i, item) in node.EnumerateArray().Index())
            if (item.ValueKind != JsonValueKind.Null) Check(item, $"{at}/{i}", depth + 1, issues);
    }

    static void CheckText(JsonElement node, string at, FhirIssues issues)
    {
        if (Readable(() => node.GetString()!) is not { } text)
            issues.Error(at, "value", "This text holds half of a character.");
        else if (string.IsNullOrWhiteSpace(text))
            issues.Error(at, "value", "A text is never empty: leave it out.");
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            issues.Error(at, "value", "A text has no control characters.");
    }

    /// <remarks>JSON can escape half of a surrogate pair, which no .NET string reader accepts.</remarks>
    static string? Readable(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <remarks>The database writes exponents out: a few bytes would become a hundred thousand digits.</remarks>
    [GeneratedRegex("[eE][+-]?0*[0-9]{3}")]
    private static partial Regex LargeExponent();

    [GeneratedRegex("^_?[A-Za-z][A-Za-z0-9]{0,63}$")]
    private static partial Regex ElementName();
}
