namespace Aspire.Hosting.Native;

/// <summary>
/// An option that this AppHost knows. Where any is declared, others are refused and <c>--help</c> lists them;
/// Aspire itself passes every argument on to configuration, so <c>Program.cs</c> reads them the same way under both engines.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AppHostOptionAttribute(string name, string description) : Attribute
{
    public string Name { get; } = name;
    public string Description { get; } = description;
    public bool IsSwitch { get; set; }
    public int Least { get; set; }
    public int Most { get; set; } = 65535;

    internal string Usage => IsSwitch ? $"--{Name}" : $"--{Name} N";

    internal bool Is(string argument) => argument == $"--{Name}";
}
