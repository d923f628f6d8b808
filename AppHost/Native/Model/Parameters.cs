using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}

public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; set; }
    public bool Lower { get; set; } = true;
    public bool Upper { get; set; } = true;
    public bool Numeric { get; set; } = true;
    public bool Special { get; set; } = true;
    public int MinLower { get; set; }
    public int MinUpper { get; set; }
    public int MinNumeric { get; set; }
    public int MinSpecial { get; set; }

    public override string GetDefaultValue()
    {
        // No letters that people mix up when they copy a secret by hand.
        (bool Wanted, int Least, string Characters)[] kinds =
        [
            (Lower, MinLower, "abcdefghjkmnpqrstuvwxyz"),
            (Upper, MinUpper, "ABCDEFGHJKMNPQRSTUVWXYZ"),
            (Numeric, MinNumeric, "0123456789"),
            (Special, MinSpecial, "-_.{}~()*+!"),
        ];

        var alphabet = string.Concat(kinds.Where(k => k.Wanted).Select(k => k.Characters));
        var required = kinds.Where(k => k.Wanted && k.Least > 0)
            .SelectMany(k => RandomNumberGenerator.GetItems<char>(k.Characters, k.Least)).ToList();
        var rest = Math.Max(0, MinLength - required.Count);
        char[] characters = [.. required, .. RandomNumberGenerator.GetItems<char>(alphabet, rest)];
        RandomNumberGenerator.Shuffle<char>(characters);
        return new string(characters);
    }
}

public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
    : Resource(name), IValueProvider
{
    private readonly Lock _once = new();
    private string? _value;

    public bool Secret { get; } = secret;
    public ParameterDefault? Default { get; set; }
    public string? Description { get; set; }

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(Resolve());

    internal string Resolve()
    {
        lock (_once) return _value ??= callback(Default);
    }
}
