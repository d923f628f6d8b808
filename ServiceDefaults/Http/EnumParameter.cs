using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// One value of an enum in a query, written as in JSON: <c>?format=inPerson</c>. Without it the framework takes only the code's own
/// spelling, and numbers.
/// </summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <param name="Value">The value.</param>
[SuppressMessage("Design", "CA1000", Justification = "Binding finds TryParse on the type itself.")]
public readonly record struct EnumParameter<TEnum>(TEnum Value) where TEnum : struct, Enum
{
    static readonly Dictionary<string, TEnum> Names = Enum.GetValues<TEnum>().ToDictionary(
        value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the value.</summary>
    /// <param name="text">What the query says.</param>
    /// <param name="choice">The value, when there is one of that name.</param>
    public static bool TryParse(string? text, out EnumParameter<TEnum> choice)
    {
        choice = default;
        if (text is null || !Names.TryGetValue(text, out var value)) return false;
        choice = new(value);
        return true;
    }
}
