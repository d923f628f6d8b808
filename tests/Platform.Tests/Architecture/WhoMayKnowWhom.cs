using System.Xml.Linq;

namespace QLab.Platform.Tests.Architecture;

/// <summary>The walls of the house, read from the project files and the sources.</summary>
public sealed class WhoMayKnowWhom
{
    static readonly string[] Nouns = ["Participants", "Surveys", "Workshops", "TestTeams", "Publications"];

    public static TheoryData<string> Services => [.. Nouns];

    [Theory]
    [MemberData(nameof(Services))]
    public void Contracts_know_nothing(string service)
    {
        var project = Load($"services/{service}/QLab.{service}.Contracts/QLab.{service}.Contracts.csproj");
        project.Descendants().Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_knows_ServiceDefaults_and_contracts_only(string service)
    {
        var references = References($"services/{service}/QLab.{service}/QLab.{service}.csproj");
        references.ShouldContain("QLab.ServiceDefaults");
        references.Where(r => r != "QLab.ServiceDefaults" && !r.EndsWith(".Contracts", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void No_service_calls_another_over_HTTP(string service) =>
        Sources($"services/{service}").Where(file => File.ReadAllText(file).Contains("HttpClient", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_gateway_knows_ServiceDefaults_only() =>
        References("gateway/QLab.Gateway.csproj").ShouldBe(["QLab.ServiceDefaults"]);

    [Fact]
    public void ServiceDefaults_knows_no_service_and_no_word_of_the_domain()
    {
        References("ServiceDefaults/QLab.ServiceDefaults.csproj").ShouldBeEmpty();
        Sources("ServiceDefaults").Where(file => File.ReadAllText(file).Contains(".Contracts;", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Entities_know_the_base_class_library_only(string service)
    {
        var folder = Path.Combine(House.Root, "services", service, $"QLab.{service}");
        var entities = Directory.EnumerateDirectories(folder).SelectMany(noun => Entities(noun)).ToList();
        entities.ShouldNotBeEmpty();
        foreach (var entity in entities)
            File.ReadLines(entity).Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !IsAllowed(line)).ShouldBeEmpty(entity);

        bool IsAllowed(string line) => line.StartsWith("using System", StringComparison.Ordinal)
            || line.StartsWith($"using QLab.{service}.", StringComparison.Ordinal) || line == "using QLab.ServiceDefaults.Persistence;" || line == "using QLab.ServiceDefaults.Problems;";
    }

    [Fact]
    public void No_name_says_nothing()
    {
        string[] empty = ["Service", "Manager", "Helper", "Helpers", "Utils", "Utilities", "Common", "Misc"];
        Sources("services").Concat(Sources("ServiceDefaults")).Concat(Sources("gateway")).Concat(Sources("seeds"))
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => empty.Any(word => name!.EndsWith(word, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Program_fits_in_forty_lines(string service) =>
        File.ReadLines(Path.Combine(House.Root, $"services/{service}/QLab.{service}/Program.cs")).Count().ShouldBeLessThanOrEqualTo(40);

    static IEnumerable<string> Entities(string noun)
    {
        var singular = Path.GetFileName(noun).TrimEnd('s');
        return new[] { singular, singular.Replace("ie", "y", StringComparison.Ordinal) }.Select(name => Path.Combine(noun, $"{name}.cs")).Where(File.Exists).Distinct();
    }

    static List<string> References(string project) =>
        [.. Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    static XDocument Load(string project) => XDocument.Load(Path.Combine(House.Root, project));

    static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(House.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
