using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires.Rules;

/// <summary>What the attributes of a request or a definition say of it, gathered with what the rules say; where the framework looks first, it hides the rest.</summary>
static class AttributeRules
{
    public static void Validate(object thing, string pointer, Faults faults)
    {
        foreach (var member in Member.Of(thing, pointer))
        {
            var wrong = new List<ValidationResult>();
            Validator.TryValidateProperty(member.Value, new ValidationContext(member.Owner) { MemberName = member.Property.Name }, wrong);
            foreach (var result in wrong) faults.Add(member.Pointer, AnnotationMessages.Of(result.ErrorMessage!));
        }
    }
}
