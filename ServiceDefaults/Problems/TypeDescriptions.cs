using System.Collections;
using System.Reflection;
using System.Text.Json;
using QLab.ServiceDefaults.Http;

namespace QLab.ServiceDefaults.Problems;

/// <summary>What can be given for a value of some type, in words that need no knowledge of the code.</summary>
static class TypeDescriptions
{
    /// <summary>Words that follow on "give"; an object where the type says no more.</summary>
    public static string Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } choice => $"one of {string.Join(", ", Enum.GetNames(choice).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
        { IsGenericType: true } choice when choice.GetGenericTypeDefinition() == typeof(EnumParameter<>) =>
            Of(choice.GenericTypeArguments[0]),
        { IsArray: true } several when several.GetElementType() is { } each && each != typeof(byte) => Of(each),
        var id when id == typeof(Guid) => "an id such as 8e03978e-40d5-43dd-bc93-6894a57f9324",
        var day when day == typeof(DateOnly) => "a day such as 2018-09-03",
        var time when time == typeof(TimeOnly) => "a time such as 09:30",
        var instant when instant == typeof(DateTimeOffset) => "an instant such as 2018-09-03T09:00:00Z",
        var yesNo when yesNo == typeof(bool) => "true or false",
        var text when text == typeof(string) => "a text",
        var whole when whole == typeof(int) || whole == typeof(long) => "a whole number",
        var number when number == typeof(double) || number == typeof(decimal) => "a number",
        var list when list.IsAssignableTo(typeof(IEnumerable)) && !list.Name.Contains("Dictionary", StringComparison.Ordinal) => "a list",
        _ => "an object",
    };

    /// <summary>The same for a type as exceptions name it: <c>System.Nullable`1[QLab.Surveys.Surveys.SurveyMode]</c>.</summary>
    /// <param name="typeName">The type; for a parameter of a constructor it is the type that is made.</param>
    /// <param name="member">The last member of the path.</param>
    /// <returns>Null when there is no such type.</returns>
    public static string? Of(string typeName, string member)
    {
        const string nullable = "System.Nullable`1[";
        var name = typeName.StartsWith(nullable, StringComparison.Ordinal) ? typeName[nullable.Length..^1] : typeName;
        if (name.EndsWith("[]", StringComparison.Ordinal)) return "a list";
        if (name.IndexOf('[', StringComparison.Ordinal) is > 0 and var arguments) name = name[..arguments];
        var type =
            AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(name)).FirstOrDefault(found => found is not null);
        return type is null
            ? null
            : Of(type.GetProperty(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType ?? type);
    }
}
