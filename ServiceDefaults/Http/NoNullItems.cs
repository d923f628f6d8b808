using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace QLab.ServiceDefaults.Http;

/// <summary>RespectNullableAnnotations looks at members but not at the items of a list: this refuses a null among items that may not be null.</summary>
static class NoNullItems
{
    public static void Refuse(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var nullability = new NullabilityInfoContext();
        var lists = type.Properties.Where(property => HoldsNoNulls(property, nullability)).ToList();
        if (lists.Count == 0) return;

        var before = type.OnDeserialized;
        type.OnDeserialized = read =>
        {
            before?.Invoke(read);
            foreach (var list in lists)
                if (list.Get!(read) is IEnumerable items && items.Cast<object?>().Contains(null))
                    throw new JsonException($"The list '{list.Name}' holds a null.");
        };
    }

    static bool HoldsNoNulls(JsonPropertyInfo property, NullabilityInfoContext nullability)
    {
        if (property.Get is null || property.AttributeProvider is not PropertyInfo member || member.PropertyType == typeof(string)) return false;
        if (!member.PropertyType.IsAssignableTo(typeof(IEnumerable))) return false;
        var info = nullability.Create(member);
        var item = info.ElementType ?? (info.GenericTypeArguments.Length == 1 ? info.GenericTypeArguments[0] : null);
        return item is { ReadState: NullabilityState.NotNull, Type.IsValueType: false };
    }
}
