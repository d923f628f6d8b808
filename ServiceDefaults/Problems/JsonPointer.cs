using System.Text;
using System.Text.RegularExpressions;

namespace QLab.ServiceDefaults.Problems;

/// <summary>Turns the frameworks' ways of naming a member into JSON Pointers (RFC 6901).</summary>
static partial class JsonPointer
{
    /// <summary>
    /// What validation calls <c>Questions[0].Text</c> becomes <c>/questions/0/text</c>; the whole document is the empty pointer, and a
    /// pointer stays as it is.
    /// </summary>
    public static string FromPath(string path)
    {
        if (path.Length == 0 || path[0] == '/') return path;
        var pointer = new StringBuilder();
        foreach (var part in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            pointer.Append('/').Append(Escape(CamelCase(part)));
        return pointer.ToString();
    }

    /// <summary>
    /// What a JsonException calls <c>$.questions[0]['a key']</c> becomes <c>/questions/0/a key</c>: its names are the document's.
    /// </summary>
    public static string FromJsonPath(string path) =>
        string.Concat(JsonPathPart().Matches(path).Select(part => To(part.Groups.Values.Skip(1).First(group => group.Success).Value)));

    /// <summary>The pointer to a member of the document itself, by its name.</summary>
    public static string To(string name) => $"/{Escape(name)}";

    [GeneratedRegex(@"\.([^.\[]+)|\[([0-9]+)\]|\['(.*?)'\](?=[.\[]|\z)", RegexOptions.Singleline)]
    private static partial Regex JsonPathPart();

    static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
