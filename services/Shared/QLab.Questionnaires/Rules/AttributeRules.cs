using System.ComponentModel.DataAnnotations;
using System.Reflection;

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
