using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.ServiceDefaults.Http;

namespace QLab.Workshops;

/// <summary>JSON as it lies in the database: the same as in the API.</summary>
static class StoredJson
{
    static readonly JsonSerializerOptions Options = Json.Apply(new());

    /// <summary>A value that is replaced whole, never changed in place.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) => property.HasColumnType("jsonb").HasConversion(
        value => JsonSerializer.Serialize(value, Options), json => JsonSerializer.Deserialize<T>(json, Options)!,
        new ValueComparer<T>((left, right) => ReferenceEquals(left, right), value => value == null ? 0 : value.GetHashCode(), value => value));
}
