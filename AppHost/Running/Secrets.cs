using System.Text.Json;

namespace QLab.AppHost.Running;

/// <summary>
/// Generated passwords and secrets in <c>secrets.json</c> beside the data that they open, readable by the owner alone:
/// in the user's own secret store, where Aspire keeps them, a copied or restored data folder would not find them.
/// </summary>
internal sealed class Secrets(string file)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    readonly SortedDictionary<string, string> values =
        File.Exists(file) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(file))! : [];

    public string Path => file;

    /// <summary>Gives every parameter that would be generated the value it had before; what a person has set stays.</summary>
    public void Fill(IDistributedApplicationBuilder builder)
    {
        foreach (var parameter in builder.Resources.OfType<ParameterResource>().Where(p => p.Default is not null))
        {
            var key = KeyOf(parameter);
            if (builder.Configuration[key] is not null || builder.Configuration[key.Replace('-', '_')] is not null) continue;
            if (!values.TryGetValue(key, out var value)) value = values[key] = parameter.Default!.GetDefaultValue();
            builder.Configuration[key] = value;
        }
        Save();
    }

    /// <summary>True once for each generated value, also when the start that generated it came to nothing.</summary>
    public bool MayTell(ParameterResource parameter)
    {
        if (!values.ContainsKey(KeyOf(parameter)) || !values.TryAdd($"{KeyOf(parameter)}:told", "true")) return false;
        Save();
        return true;
    }

    static string KeyOf(ParameterResource parameter) => $"Parameters:{parameter.Name}";

    /// <summary>In one step, so that a kill in between leaves the old file or the new one.</summary>
    void Save()
    {
        var next = $"{file}.next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using (var writer = new StreamWriter(next, options)) writer.Write(JsonSerializer.Serialize(values, Indented));
        File.Move(next, file, overwrite: true);
    }
}

internal static class SecretExtensions
{
    /// <summary>Generated when first needed. Only what is in the model is kept, and shown on the dashboard.</summary>
    public static IResourceBuilder<ParameterResource> AddSecret(
        this IDistributedApplicationBuilder builder, string name, string description) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true)
            .WithDescription(description);
}
