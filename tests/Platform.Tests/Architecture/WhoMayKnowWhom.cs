using System.Xml.Linq;

namespace QLab.Platform.Tests.Architecture;

/// <summary>The walls of the house, read from the project files and the sources.</summary>
public sealed class WhoMayKnowWhom
{
    static readonly string[] Nouns = ["Participants", "Surveys", "Workshops", "TestTeams", "Publications"];

    public static TheoryData<string> Services => [.. Nouns];

    public static TheoryData<string> Libraries => [.. SharedLibraries];

    static IEnumerable<string> SharedLibraries =>
        Directory.EnumerateDirectories(Path.Combine(House.Root, "services/Shared")).Select(folder => Path.GetFileName(folder)).Order();

    [Theory]
    [MemberData(nameof(Services))]
    public void Contracts_know_nothing(string service)
    {
        var project = Load($"services/{service}/QLab.{service}.Contracts/QLab.{service}.Contracts.csproj");
        project.Descendants().Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_knows_ServiceDefaults_contracts_and_shared_libraries_only(string service)
    {
        var references = References($"services/{service}/QLab.{service}/QLab.{service}.csproj");
        references.ShouldContain("QLab.ServiceDefaults");
        references.Where(r => r != "QLab.ServiceDefaults" && !r.EndsWith(".Contracts", StringComparison.Ordinal)).Except(SharedLibraries).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_shared_library_knows_other_shared_libraries_only(string library)
    {
        var project = $"services/Shared/{library}/{library}.csproj";
        References(project).Except(SharedLibraries).ShouldBeEmpty();
        Load(project).Descendants("FrameworkReference").ShouldBeEmpty("no host");
        Packages(project).Where(p => p.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || p.Contains("EntityFrameworkCore", StringComparison.Ordinal) || p == "Npgsql").ShouldBeEmpty("no host and no database");
    }

    [Fact]
    public void Shared_libraries_know_each_other_without_a_circle()
    {
        var knows = SharedLibraries.ToDictionary(library => library, library => References($"services/Shared/{library}/{library}.csproj"));
        while (knows.Where(library => !library.Value.Any(knows.ContainsKey)).Select(library => library.Key).ToList() is { Count: > 0 } free)
            foreach (var library in free) knows.Remove(library);
        knows.Keys.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_shared_library_lives_under_its_own_name(string library) =>
        Sources($"services/Shared/{library}").SelectMany(File.ReadLines).Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            .Where(line => line != $"namespace {library};" && !line.StartsWith($"namespace {library}.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_tests_of_a_shared_library_start_no_server(string library)
    {
        var project = $"tests/{library["QLab.".Length..]}.Tests/{library}.Tests.csproj";
        References(project).ShouldContain(library);
        References(project).Except(SharedLibraries).ShouldBeEmpty();
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
            || line.StartsWith($"using QLab.{service}.", StringComparison.Ordinal) || SharedLibraries.Any(library => line == $"using {library};" || line.StartsWith($"using {library}.", StringComparison.Ordinal)) || line == "using QLab.ServiceDefaults.Persistence;" || line == "using QLab.ServiceDefaults.Problems;";
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

    static IEnumerable<string> Packages(string project) => Load(project).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);

    static XDocument Load(string project) => XDocument.Load(Path.Combine(House.Root, project));

    static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(House.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
}
