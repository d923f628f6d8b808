using System.Globalization;
using System.Text.Json;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>What a cell may stand for, more than exports write of it; null where it stands for no such thing.</summary>
static class CellValues
{
    public static bool? Truth(string cell) => cell.ToLowerInvariant() switch
    {
        "1" or "true" or "yes" => true,
        "0" or "false" or "no" => false,
        _ => null,
    };

    public static decimal? Number(string cell) =>
        decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IEnumerable<string> List(string cell) =>
        CellText.Split(cell).Select(value => value.Trim()).Where(value => value.Length > 0);

    /// <summary>Also null where it holds half a character, which no text can have and PostgreSQL does not store.</summary>
    public static JsonElement? Object(string cell)
    {
        try
        {
            var element = JsonElement.Parse(cell);
            return element.ValueKind == JsonValueKind.Object && IsWhole(element) ? element : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static bool IsWhole(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(property => property.Name.Length >= 0 && IsWhole(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsWhole),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };
}
