using System.Text.RegularExpressions;
using System.Xml.Linq;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.Platform.Tests.Architecture;

/// <summary>The walls of the house, read from the project files and the sources.</summary>
public sealed partial class WhoMayKnowWhom
{
    static readonly string[] Nouns = [.. PlatformServices.Names.Select(PlatformServices.Project)];

    public static TheoryData<string> Services => [.. Nouns];

    public static TheoryData<string> Libraries => [.. SharedLibraries];

    /// <summary>
    /// Those that know no host and no database; the other two are what services keep of what another owns, and how they code texts.
    /// </summary>
    public static TheoryData<string> PureLibraries =>
        [.. SharedLibraries.Where(library => library is not (ReferenceData.Library or CodingOfTexts.Library))];

    internal static IEnumerable<string> SharedLibraries =>
        Directory.EnumerateDirectories(Path.Combine(House.Root, "services/Shared")).Select(folder => Path.GetFileName(folder))
            .Where(name => File.Exists(Path.Combine(House.Root, $"services/Shared/{name}/{name}.csproj"))).Order();

    [Fact]
    public void There_is_one_list_of_services_and_the_AppHost_draws_what_it_says()
    {
        var listed = PlatformServices.Names.Select(name => (name, PlatformServices.Project(name))).ToList();
        DrawnService().Matches(Read("AppHost/Program.cs")).Select(drawn => (drawn.Groups[2].Value, drawn.Groups[1].Value)).ShouldBe(listed);
        foreach (var (name, project) in listed)
            Read($"services/{project}/QLab.{project}/Program.cs").ShouldContain($"AddServiceDefaults<{project}Db>(\"{name}\"");
        Directory.EnumerateDirectories(Path.Combine(House.Root, "services"), "Migrations", SearchOption.AllDirectories)
            .Where(folder => !folder.Contains("/bin/", StringComparison.Ordinal))
            .Select(folder => Path.GetFileName(Path.GetDirectoryName(folder))).Order().ShouldBe(
                listed.Select(service => $"QLab.{service.Item2}").Order());
        // The seeds are a client like any other and know no part of the platform.
        Read("seeds/QLab.Seeds/Api/AccessTokens.cs").ShouldContain(
            $"[{string.Join(", ", listed.Select(service => $"\"{service.name}\""))}]");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Contracts_know_nothing(string service)
    {
        var project = Load($"services/{service}/QLab.{service}.Contracts/QLab.{service}.Contracts.csproj");
        project.Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_knows_ServiceDefaults_contracts_and_shared_libraries_only(string service)
    {
        var references = References($"services/{service}/QLab.{service}/QLab.{service}.csproj");
        references.ShouldContain("QLab.ServiceDefaults");
        references.Where(r => r != "QLab.ServiceDefaults" && !r.EndsWith(".Contracts", StringComparison.Ordinal))
            .Except(SharedLibraries)
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(PureLibraries))]
    public void A_shared_library_knows_other_shared_libraries_only(string library)
    {
        var project = $"services/Shared/{library}/{library}.csproj";
        References(project).Except(SharedLibraries).ShouldBeEmpty();
        Load(project).Descendants("FrameworkReference").ShouldBeEmpty("no host");
        Packages(project).Where(package => Regex.IsMatch(package, "AspNetCore|EntityFrameworkCore|Npgsql"))
            .ShouldBeEmpty("no host and no database");
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
        House.Sources($"services/Shared/{library}").SelectMany(File.ReadLines)
            .Where(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            .Where(line => line != $"namespace {library};" && !line.StartsWith($"namespace {library}.", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(PureLibraries))]
    public void The_tests_of_a_shared_library_start_no_server(string library)
    {
        var project = $"tests/{library["QLab.".Length..]}.Tests/{library}.Tests.csproj";
        References(project).ShouldContain(library);
        References(project).Except([.. SharedLibraries, "QLab.PropertyTesting"]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void No_service_calls_another_over_HTTP(string service) =>
        House.Sources($"services/{service}")
            .Where(file => File.ReadAllText(file).Contains("HttpClient", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Services))]
    public void No_file_of_a_service_names_anything_of_another_but_its_contracts(string service)
    {
        var others = new Regex(
            $@"\bQLab\.(?!{service}\b)({string.Join('|', PlatformServices.Names.Select(PlatformServices.Project))})\b(?!\.Contracts\b)");
        House.Sources($"services/{service}").Where(file => others.IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    [Fact]
    public void The_gateway_knows_ServiceDefaults_only() =>
        References("gateway/QLab.Gateway.csproj").ShouldBe(["QLab.ServiceDefaults"]);

    [Fact]
    public void ServiceDefaults_knows_no_service_and_no_word_of_the_domain()
    {
        References("ServiceDefaults/QLab.ServiceDefaults.csproj").ShouldBeEmpty();
        House.Sources("ServiceDefaults")
            .Where(file => File.ReadAllText(file).Contains(".Contracts;", StringComparison.Ordinal))
            .ShouldBeEmpty();

        // The services' names and what each role may do are named there, in one place.
        var words =
            new Regex(@"survey|questionnaire|workshop|booking|\bteam|publication|insight|newsletter|learning", RegexOptions.IgnoreCase);
        House.Sources("ServiceDefaults").Where(file => Path.GetFileName(file) is not ("Roles.cs" or "PlatformServices.cs"))
            .SelectMany(file => File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .Where(line => words.IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_name_says_nothing()
    {
        string[] empty = ["Service", "Manager", "Helper", "Helpers", "Utils", "Utilities", "Common", "Misc"];
        House.Sources("services").Concat(House.Sources("ServiceDefaults")).Concat(House.Sources("gateway")).Concat(House.Sources("seeds"))
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => empty.Any(word => name!.EndsWith(word, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Program_fits_in_forty_lines(string service) =>
        File.ReadLines(Path.Combine(House.Root, $"services/{service}/QLab.{service}/Program.cs")).Count().ShouldBeLessThanOrEqualTo(40);

    internal static List<string> References(string project) =>
        [.. Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    static IEnumerable<string> Packages(string project) =>
        Load(project).Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);

    static string Read(string file) => File.ReadAllText(Path.Combine(House.Root, file));

    [GeneratedRegex(@"Service<Projects\.QLab_(\w+)>\(""([a-z-]+)""")]
    private static partial Regex DrawnService();

    static XDocument Load(string project) => XDocument.Load(Path.Combine(House.Root, project));
}
