using System.Text.RegularExpressions;
using QLab.Testing;

namespace QLab.Platform.Tests.Architecture;

/// <summary>Every file that declares something which is kept in a database, found by what the services' contexts and tables name.</summary>
public sealed partial class Entities
{
    /// <summary>Those that have entities of their own.</summary>
    static readonly string[] Libraries = [ReferenceData.Library, CodingOfTexts.Library, "QLab.Coding"];

    public static TheoryData<string> Services => WhoMayKnowWhom.Services;

    [Theory]
    [MemberData(nameof(Services))]
    public void Know_the_base_class_library_and_what_describes_them_only(string service)
    {
        var project = $"services/{service}/QLab.{service}";
        var known = WhoMayKnowWhom.References($"{project}/QLab.{service}.csproj").Intersect(Libraries);
        string[] folders = [project, .. known.Select(library => $"services/Shared/{library}")];
        var files = folders.SelectMany(House.Sources).ToDictionary(file => file, File.ReadAllText);
        var entities = files.Values.SelectMany(text => Mapped().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet();
        var declaring = files.Where(file => Declared().Matches(file.Value).Any(match => entities.Contains(match.Groups[1].Value))).ToList();

        declaring.Count.ShouldBeGreaterThan(4, "fewer than there are: the search misses some");
        declaring.SelectMany(file => Usings().Matches(file.Value)
                .Where(line => !IsAllowed(line.Groups[1].Value, service)).Select(line => $"{Path.GetFileName(file.Key)}: {line.Value}"))
            .ShouldBeEmpty();
    }

    static bool IsAllowed(string name, string service) =>
        name.Split('.') is ["System", ..] || name.StartsWith($"QLab.{service}.", StringComparison.Ordinal)
        || name is "QLab.ServiceDefaults" or "QLab.ServiceDefaults.Persistence" or "QLab.ServiceDefaults.Privacy" or "QLab.ServiceDefaults.Problems"
            or "QLab.ServiceDefaults.Transfers"
        || WhoMayKnowWhom.SharedLibraries.Any(library => name == library || name.StartsWith($"{library}.", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(?:DbSet|IEntityTypeConfiguration|EntityTypeBuilder|Entity|Set)<(\w+)>")]
    private static partial Regex Mapped();

    [GeneratedRegex(@"\b(?:class|record) (\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();
}
