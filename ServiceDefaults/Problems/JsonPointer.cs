using System.Text;

namespace QLab.ServiceDefaults.Problems;

/// <summary>Turns the frameworks' ways of naming a member into JSON Pointers (RFC 6901).</summary>
static class JsonPointer
{
    /// <summary><c>Questions[0].Text</c> and <c>$.questions[0].text</c> become <c>/questions/0/text</c>; the whole document is the empty pointer, and a pointer stays as it is.</summary>
    public static string FromPath(string path)
    {
        if (path.Length == 0 || path[0] == '/') return path;
        var pointer = new StringBuilder();
        foreach (var part in path.TrimStart('$').Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            pointer.Append('/').Append(Escape(CamelCase(part.Trim('\''))));
        return pointer.ToString();
    }

    /// <summary>The pointer to a member of the document itself, by its name.</summary>
    public static string To(string name) => $"/{Escape(name)}";

    static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
