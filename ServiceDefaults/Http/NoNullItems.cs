using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// RespectNullableAnnotations does not look at the items of a list, nor, where a constructor takes some members and the body comes as a
/// stream, at those that are set after it. This refuses a null in both.
/// </summary>
static class NoNullItems
{
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var nullability = new NullabilityInfoContext();
        var lists = type.Properties.Where(property => HoldsNoNulls(property, nullability)).ToList();
        var never = type.Properties
            .Where(property => property is { Get: not null, Set: not null, IsGetNullable: false, PropertyType.IsValueType: false }).ToList();
        if (lists.Count == 0 && never.Count == 0) return;

        var before = type.OnDeserialized;
        type.OnDeserialized = read =>
        {
            before?.Invoke(read);
            foreach (var member in never)
                if (member.Get!(read) is null) throw new JsonException($"The member '{member.Name}' is null.");
            foreach (var list in lists)
                if (list.Get!(read) is IEnumerable items && items.Cast<object?>().Contains(null))
                    throw new JsonException($"The list '{list.Name}' holds a null.");
        };
    }

    static bool HoldsNoNulls(JsonPropertyInfo property, NullabilityInfoContext nullability)
    {
        if (property.Get is null || property.AttributeProvider is not PropertyInfo member || member.PropertyType == typeof(string))
            return false;
        if (!member.PropertyType.IsAssignableTo(typeof(IEnumerable))) return false;
        var info = nullability.Create(member);
        var item = info.ElementType ?? (info.GenericTypeArguments.Length == 1 ? info.GenericTypeArguments[0] : null);
        return item is { ReadState: NullabilityState.NotNull, Type.IsValueType: false };
    }
}
