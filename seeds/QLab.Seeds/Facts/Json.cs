using System.Text.Json;
using System.Text.Json.Serialization;

namespace QLab.Seeds.Facts;

/// <summary>The files of facts travel inside the program; a misspelt or missing field is an error.</summary>
static class Json
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static IEnumerable<string> Files =>
        typeof(Json).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".json", StringComparison.Ordinal));

    public static bool Has(string file) => Files.Contains(file);

    public static T? Read<T>(string file)
    {
        using var stream = Open(file);
        return JsonSerializer.Deserialize<T>(stream, Strict);
    }

    public static IReadOnlyList<T> ReadAll<T>(string file) => Has(file) ? Read<IReadOnlyList<T>>(file)! : [];

    public static Stream Open(string file) =>
        typeof(Json).Assembly.GetManifestResourceStream(file) ?? throw new FileNotFoundException($"There is no {file} among the seeds.");
}
