using System.ComponentModel.DataAnnotations;

namespace QLab.Surveys.Questionnaires.Rules;

/// <summary>What the attributes of a definition say of it, for definitions that come by another way than a checked request.</summary>
static class Annotations
{
    public static void Look(object thing, string pointer, Faults faults)
    {
        foreach (var member in Member.Of(thing, pointer))
        {
            var wrong = new List<ValidationResult>();
            Validator.TryValidateProperty(member.Value, new ValidationContext(member.Owner) { MemberName = member.Property.Name }, wrong);
            foreach (var result in wrong) faults.Add(member.Pointer, result.ErrorMessage!);
        }
    }
}
