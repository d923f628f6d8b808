using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace QLab.Questionnaires.Rules;

/// <summary>
/// What the attributes of a request or a definition say of it, gathered with what the rules say; where the framework looks
/// first, it hides the rest. The pointer names the member, so the words do not.
/// </summary>
public static class AttributeRules
{
    public static void Validate(object thing, string pointer, Faults faults)
    {
        foreach (var member in Member.Of(thing, pointer))
            foreach (var fault in Faults(member)) faults.Add(member.Pointer, fault);
    }

    /// <remarks>Of what is missing nothing else is said.</remarks>
    static IEnumerable<string> Faults(Member member)
    {
        var context = new ValidationContext(member.Owner) { MemberName = member.Property.Name };
        var attributes = member.Property.GetCustomAttributes<ValidationAttribute>()
            .OrderByDescending(attribute => attribute is RequiredAttribute);
        foreach (var attribute in attributes)
        {
            if (attribute.GetValidationResult(member.Value, context) is not { } wrong) continue;
            yield return Words(attribute) ?? wrong.ErrorMessage!;
            if (attribute is RequiredAttribute) yield break;
        }
    }

    /// <returns>Null for attributes that have words of their own.</returns>
    static string? Words(ValidationAttribute attribute) => attribute switch
    {
        { ErrorMessage: not null } => null,
        _ when attribute.GetType().Assembly != typeof(ValidationAttribute).Assembly => null,
        RequiredAttribute => "This is needed.",
        RangeAttribute range => $"This has to be from {range.Minimum} to {range.Maximum}.",
        StringLengthAttribute { MinimumLength: > 0 } text => $"This has to have {text.MinimumLength} to {text.MaximumLength} characters.",
        StringLengthAttribute text => $"This may have at most {text.MaximumLength} characters.",
        MaxLengthAttribute list => $"At most {list.Length} are taken here.",
        MinLengthAttribute list => $"At least {list.Length} is needed here.",
        _ => null,
    };
}

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
