namespace QLab.Testing;

/// <summary>
/// For processes of ours that a test starts: they live for a minute and spend it compiling. They compile each method once, without what
/// better informed code would win later, and without a second mapping of its pages.
/// </summary>
public static class ShortLived
{
    public static IReadOnlyDictionary<string, string> Runtime { get; } = new Dictionary<string, string>
    {
        ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCounting"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0",
    };
}
