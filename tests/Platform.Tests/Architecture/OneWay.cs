using System.Text.RegularExpressions;
using QLab.Testing;

namespace QLab.Platform.Tests.Architecture;

/// <summary>One way for one thing.</summary>
public sealed partial class OneWay
{
    static readonly string[] Folders = ["services", "ServiceDefaults", "gateway", "seeds", "AppHost"];

    [Fact]
    public void CSV_is_read_and_written_by_QLab_Tabular_alone()
    {
        Directory.EnumerateFiles(House.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("\"CsvHelper\"", StringComparison.Ordinal))
            .Select(Path.GetFileName).ShouldBe(["QLab.Tabular.csproj"]);
        Sources("services/Shared/QLab.Tabular/").Where(file => CsvByHand().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_of_one_line_is_held_to_the_rule_of_ServiceDefaults()
    {
        var faults = from file in Sources("ServiceDefaults/Text/")
                     from rule in RuleOfItsOwn().Matches(File.ReadAllText(file))
                     select $"{Path.GetFileName(file)}: {rule.Value}";
        faults.ShouldBeEmpty("use [Text(most)]");
    }

    [Fact]
    public void Where_a_request_comes_from_is_told_by_ServiceDefaults_and_counted_by_prefix()
    {
        Sources("ServiceDefaults/Http/").Where(file => AddressByHand().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName).ShouldBeEmpty();
        Sources("ServiceDefaults/Http/").Where(file => File.ReadAllText(file).Contains("ClientAddress.Of(", StringComparison.Ordinal))
            .Select(Path.GetFileName).ShouldBe(["AuditLog.cs"], "whoever counts takes PrefixOf, so that a /64 of IPv6 is one client");
    }

    [Fact]
    public void Imports_are_in_the_order_of_the_editors_settings()
    {
        var unordered = from file in House.Sources("")
                        let imports = Import().Matches(File.ReadAllText(file)).Select(import => import.Groups[1].Value).ToList()
                        where !imports.SequenceEqual(imports.OrderBy(name => !IsSystem(name)).ThenBy(name => name, BySegment))
                        select Path.GetRelativePath(House.Root, file);
        unordered.ShouldBeEmpty();

        static bool IsSystem(string name) => name is "System" || name.StartsWith("System.", StringComparison.Ordinal);
    }

    static Comparer<string> BySegment { get; } = Comparer<string>.Create(
        // A segment that ends comes before one that goes on.
        (one, other) => string.Compare(one.Replace('.', '\u0001'), other.Replace('.', '\u0001'), StringComparison.OrdinalIgnoreCase));

    static IEnumerable<string> Sources(string but) =>
        Folders.SelectMany(House.Sources).Where(file => !file.Contains($"/{but}", StringComparison.Ordinal));

    [GeneratedRegex(@"^using ([\w.]+);$", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex("""
        "[a-zA-Z]+(,[a-zA-Z]+)+(\\r)?\\n
        """)]
    private static partial Regex CsvByHand();

    [GeneratedRegex("""RemoteIpAddress|"(X-Forwarded-For|X-Real-IP|Forwarded)[:"]""")]
    private static partial Regex AddressByHand();

    [GeneratedRegex("""RegularExpression\(.*\\p\{Cc\}|StringLength\(\d+\)\]\s+(public )?(required )?string\?? (Name|Title|Label|Subject)\b""")]
    private static partial Regex RuleOfItsOwn();
}
