using System.Reflection;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>
/// The operationId of an endpoint, which is a method's name in a generated client: <c>OpenSurvey.Handle</c> is <c>openSurvey</c>,
/// <c>ReadSurveys.List</c> is <c>listSurveys</c>, <c>ChangeConsent.Give</c> is <c>giveConsent</c>.
/// Where that reads badly the endpoint says <c>WithName</c>.
/// </summary>
static class OperationIds
{
    static readonly string[] Prepositions = ["Of", "For", "From"];

    public static string Of(MethodInfo handler)
    {
        var (slice, method) = (handler.DeclaringType!.Name, handler.Name);
        var noun = WithoutVerb(slice);
        var name = method switch
        {
            "Handle" => slice,
            "Get" or "One" => $"Get{OneOf(noun)}",
            _ when Prepositions.Any(word => StartsWithWord(method, word)) => slice + method,
            not "List" when slice.StartsWith("Read", StringComparison.Ordinal) => method + OneOf(noun),
            _ => method + noun,
        };
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    static string WithoutVerb(string slice)
    {
        var second = slice.AsSpan(1).IndexOfAnyInRange('A', 'Z');
        return second < 0 ? slice : slice[(second + 1)..];
    }

    static string OneOf(string nouns) => nouns switch
    {
        "People" => "Person",
        [.., 'i', 'e', 's'] => $"{nouns[..^3]}y",
        [.. var noun, 's'] => noun,
        _ => nouns,
    };

    static bool StartsWithWord(string name, string word) =>
        name.Length > word.Length && name.StartsWith(word, StringComparison.Ordinal) && char.IsUpper(name[word.Length]);
}
