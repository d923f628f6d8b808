using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace QLab.Questionnaires.Rules;

/// <summary>One member of a definition or of something in it.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Property">Which one.</param>
/// <param name="Value">What it says.</param>
/// <param name="Pointer">Where it stands.</param>
sealed record Member(object Owner, PropertyInfo Property, object? Value, string Pointer)
{
    public static IEnumerable<Member> Of(object thing, string pointer)
    {
        foreach (var property in thing.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            var member =
                new Member(thing, property, property.GetValue(thing), $"{pointer}/{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}");
            yield return member;
            foreach (var inner in member.Inner()) yield return inner;
        }
    }

    IEnumerable<Member> Inner() =>
        Value is null || !IsLookedInto(Property.PropertyType) ? []
        : Value is IEnumerable items ? items.Cast<object>().Index().SelectMany(item => Of(item.Item, $"{Pointer}/{item.Index}"))
        : Of(Value, Pointer);

    /// <remarks>The parts of a definition, and whatever comes from where the request does that holds them.</remarks>
    bool IsLookedInto(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? IsLookedInto(type.GetGenericArguments()[0])
        : type.IsClass && type != typeof(LocalText) && (type.Assembly == typeof(Definition).Assembly || type.Assembly == Owner.GetType().Assembly);
}
