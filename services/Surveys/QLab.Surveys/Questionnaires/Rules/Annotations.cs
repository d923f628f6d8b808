using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QLab.Surveys.Questionnaires.Rules;

/// <summary>What the attributes of a definition say of it, for definitions that come by another way than a checked request.</summary>
static class Annotations
{
    public static void Look(object thing, string pointer, Faults faults)
    {
        foreach (var property in thing.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            var (below, value) = ($"{pointer}/{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}", property.GetValue(thing));
            var wrong = new List<ValidationResult>();
            Validator.TryValidateProperty(value, new ValidationContext(thing) { MemberName = property.Name }, wrong);
            foreach (var result in wrong) faults.Add(below, result.ErrorMessage!);

            if (value is null || !IsOurs(property.PropertyType)) continue;
            if (value is not IEnumerable items) Look(value, below, faults);
            else foreach (var (i, item) in items.Cast<object>().Index()) Look(item, $"{below}/{i}", faults);
        }
    }

    static bool IsOurs(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? IsOurs(type.GetGenericArguments()[0])
        : type.IsClass && type != typeof(LocalText) && type.Assembly == typeof(Definition).Assembly;
}
