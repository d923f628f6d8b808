using System.Text.RegularExpressions;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.Platform.Tests.Architecture;

/// <summary>What services keep of what the participants service owns is kept in one way, and each service is held to it.</summary>
public sealed partial class ReferenceData
{
    internal const string Library = "QLab.ReferenceData";

    const string Owner = "Participants";

    public static TheoryData<string> Keepers =>
        [.. PlatformServices.Names.Select(PlatformServices.Project).Where(service => service != Owner)];

    [Fact]
    public void Its_library_knows_ServiceDefaults_and_the_contracts_of_the_owner_only() =>
        WhoMayKnowWhom.References($"services/Shared/{Library}/{Library}.csproj")
            .ShouldBe(["QLab.ServiceDefaults", $"QLab.{Owner}.Contracts"]);

    [Theory]
    [MemberData(nameof(Keepers))]
    public void Is_written_by_the_library_alone(string service)
    {
        var tables = Tables();
        var writes = new Regex($@"(INSERT INTO|UPDATE|DELETE FROM) ({string.Join('|', tables)})\b");
        tables.Count.ShouldBe(6);
        House.Sources($"services/{service}").Where(file => writes.IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    /// <remarks>The conformance tests of the library are abstract: <c>ProjectsAreKept</c> for <c>.Projects()</c>.</remarks>
    [Theory]
    [MemberData(nameof(Keepers))]
    public void Is_held_to_the_conformance_tests_of_all_that_a_service_says_it_keeps(string service)
    {
        var kept = House.Sources($"services/{service}").SelectMany(file => Saying().Matches(File.ReadAllText(file)))
            .SelectMany(said => Noun().Matches(said.Value)).Select(noun => noun.Groups[1].Value).ToList();
        var tested = House.Sources($"tests/{service}.Tests").SelectMany(file => Tested().Matches(File.ReadAllText(file)))
            .Select(test => test.Groups[1].Value);

        kept.ShouldContain("Projects");
        tested.Order().ShouldBe(kept.Order());
    }

    static List<string> Tables() =>
        [.. House.Sources($"services/Shared/{Library}").SelectMany(file => Inserted().Matches(File.ReadAllText(file)))
            .Select(into => into.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"INSERT INTO (\w+)")]
    private static partial Regex Inserted();

    [GeneratedRegex(@"KeepReferenceData\(kept => kept[^;]*")]
    private static partial Regex Saying();

    [GeneratedRegex(@"\.(Projects|Organisations|Participants|Consents|MessageKeys)\(")]
    private static partial Regex Noun();

    [GeneratedRegex(@": (\w+)AreKept<Program>")]
    private static partial Regex Tested();
}
