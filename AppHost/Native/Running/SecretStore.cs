using System.Text.Json;

namespace Aspire.Hosting.Native.Running;

/// <summary>Generated passwords and secrets, so that a second run finds its own data again. Readable by its owner alone.</summary>
internal sealed class SecretStore(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _lock = new();
    private readonly HashSet<string> _generated = [];
    private SortedDictionary<string, string>? _values;

    public static string ParameterKey(string name) => $"Parameters:{name}";

    public bool WasGeneratedNow(string key)
    {
        lock (_lock) return _generated.Contains(key);
    }

    public string GetOrAdd(string key, Func<string> create)
    {
        lock (_lock)
        {
            _values ??= Read();
            if (_values.TryGetValue(key, out var known)) return known;

            _generated.Add(key);
            var value = _values[key] = create();
            PrivateFile.Write(path, JsonSerializer.Serialize(_values, Indented));
            return value;
        }
    }

    private SortedDictionary<string, string> Read() => File.Exists(path)
        ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path)) ?? []
        : [];
}
