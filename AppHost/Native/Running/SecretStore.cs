using System.Text.Json;

namespace Aspire.Hosting.Native.Running;

/// <summary>Generated passwords and secrets, so that a second run finds its own data again. Readable by its owner alone.</summary>
internal sealed class SecretStore(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _lock = new();
    private SortedDictionary<string, string>? _values;

    public static string ParameterKey(string name) => $"Parameters:{name}";

    /// <summary>True once for each generated value, also when the start that generated it came to nothing.</summary>
    public bool MayTell(string key)
    {
        lock (_lock)
        {
            _values ??= Read();
            if (!_values.ContainsKey(key) || !_values.TryAdd($"{key}:told", "true")) return false;
            Save();
            return true;
        }
    }

    public string GetOrAdd(string key, Func<string> create)
    {
        lock (_lock)
        {
            _values ??= Read();
            if (_values.TryGetValue(key, out var known)) return known;

            var value = _values[key] = create();
            Save();
            return value;
        }
    }

    private void Save() => PrivateFile.Write(path, JsonSerializer.Serialize(_values, Indented));

    private SortedDictionary<string, string> Read() => File.Exists(path)
        ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path)) ?? []
        : [];
}
