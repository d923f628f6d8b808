using System.Text.RegularExpressions;
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
        House.Sources($"services/{service}").Where(file => File.ReadAllText(file).Contains("HttpClient", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Services))]
    public void No_file_of_a_service_names_anything_of_another_but_its_contracts(string service)
    {
        var others = new Regex($@"\bQLab\.(?!{service}\b)({string.Join('|', Nouns)})\b(?!\.Contracts\b)");
        House.Sources($"services/{service}").Where(file => others.IsMatch(File.ReadAllText(file))).ShouldBeEmpty();
    }

    [Fact]
    public void The_gateway_knows_ServiceDefaults_only() =>
        References("gateway/QLab.Gateway.csproj").ShouldBe(["QLab.ServiceDefaults"]);

    [Fact]
    public void ServiceDefaults_knows_no_service_and_no_word_of_the_domain()
    {
        References("ServiceDefaults/QLab.ServiceDefaults.csproj").ShouldBeEmpty();
        House.Sources("ServiceDefaults").Where(file => File.ReadAllText(file).Contains(".Contracts;", StringComparison.Ordinal)).ShouldBeEmpty();

        // What each role may do names the services, in one place.
        var words = new Regex(@"survey|questionnaire|workshop|booking|\bteam|publication|insight|newsletter|learning", RegexOptions.IgnoreCase);
        House.Sources("ServiceDefaults").Where(file => Path.GetFileName(file) != "Roles.cs")
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

    static List<string> References(string project) =>
        [.. Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    static XDocument Load(string project) => XDocument.Load(Path.Combine(House.Root, project));
}
