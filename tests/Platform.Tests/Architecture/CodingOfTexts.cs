using System.Text.RegularExpressions;
using QLab.Testing;

namespace QLab.Platform.Tests.Architecture;

/// <summary>Texts are coded in one way, whatever they are part of; a service says where they are.</summary>
public sealed partial class CodingOfTexts
{
    internal const string Library = "QLab.CodingApi";

    public static TheoryData<string> Coding =>
        [.. WhoMayKnowWhom.Services.Select(row => row.Data).Where(service => WhoMayKnowWhom.References(Project(service)).Contains(Library))];

    [Fact]
    public void Its_library_knows_ServiceDefaults_what_needs_no_database_and_the_contracts_of_the_code_books_owner_only() =>
        WhoMayKnowWhom.References($"services/Shared/{Library}/{Library}.csproj")
            .ShouldBe(["QLab.ServiceDefaults", "QLab.Coding", "QLab.Contributions", "QLab.Publications.Contracts"]);

    [Theory]
    [MemberData(nameof(Coding))]
    public void A_service_says_once_where_its_texts_are_and_keeps_the_code_book_by_the_library(string service)
    {
        var sources = House.Sources($"services/{service}").Select(File.ReadAllText).ToList();
        sources.Sum(source => Texts().Count(source)).ShouldBe(1);
        sources.Sum(source => Kept().Count(source)).ShouldBe(1);
    }

    /// <remarks>What becomes of coding when words are taken back is the service's: its passages are taken away there, none is made.</remarks>
    [Theory]
    [MemberData(nameof(Coding))]
    public void Its_tables_are_filled_by_the_library_alone(string service) =>
        House.Sources($"services/{service}").Where(file => Filled().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    static string Project(string service) => $"services/{service}/QLab.{service}/QLab.{service}.csproj";

    [GeneratedRegex(@": CodedTexts$", RegexOptions.Multiline)]
    private static partial Regex Texts();

    [GeneratedRegex(@"\.KeepThemes\(\)")]
    private static partial Regex Kept();

    [GeneratedRegex(@"INSERT INTO (themes|coders|passages|coding_memos|coding_steps)\b|new (Passage|Memo|Coder|Theme|CodingStep)\b")]
    private static partial Regex Filled();
}
