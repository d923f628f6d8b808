using System.Text.Json.Nodes;
using QLab.Seeds.Facts;

namespace QLab.Seeds.Tests;

public sealed class TheFacts
{
    static readonly AllFacts Facts = AllFacts.Read();

    /// <summary>Parts of a fact that stand under the source of the whole.</summary>
    static readonly string[] Parts = ["options", "perspectives", "codings"];

    public static TheoryData<string> Files => [.. Json.Files.Where(file => file != "sources.json")];

    [Theory, MemberData(nameof(Files))]
    public void Each_fact_names_a_source_that_exists(string file)
    {
        var known = Facts.Sources.Select(source => source.Id).ToHashSet();
        foreach (var (where, fact) in Walk(Document(file), file))
        {
            fact["source"].ShouldNotBeNull($"{where} has no source");
            fact["source"]!.GetValue<string>().Split(", ").ShouldAllBe(id => known.Contains(id), where);
        }
    }

    [Fact]
    public void A_fact_without_a_source_would_be_found()
    {
        var withoutSource = JsonNode.Parse("""{ "source": "000", "phases": [{ "name": "Testing" }] }""")!;
        Walk(withoutSource, "example").Count(found => found.Fact["source"] is null).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Files))]
    public void What_is_ours_says_so_in_words(string file)
    {
        foreach (var (where, fact) in Walk(Document(file), file).Where(found => found.Fact["source"]?.GetValue<string>() == "ours" && found.Fact["id"] is null))
            (fact["note"] ?? fact["asDocumented"]).ShouldNotBeNull(where);
    }

    [Fact]
    public void The_five_documents_are_all_used() =>
        Facts.Sources.Where(source => source.Kind == "document").Select(source => source.Id).ShouldBe(["000", "001", "002", "003", "004"]);

    [Fact]
    public void The_headline_numbers_are_the_documented_ones()
    {
        var project = Facts.Labs.Single(lab => lab.Slug == "mental-health-and-persistent-pain").Project.Headline;
        project.Participants.Number.ShouldBe(120);
        project.Responses.Number.ShouldBe(140);
        project.Teams.Number.ShouldBe(5);
        project.Publications.Number.ShouldBe(4);
        project.Grants.Number.ShouldBe(4);
        Facts.Labs.Single(lab => lab.Slug == "peer-support").Project.Headline.Participants.Number.ShouldBe(200);
    }

    [Fact]
    public void What_is_listed_adds_up_to_the_headline()
    {
        foreach (var lab in Facts.Labs)
        {
            lab.Workshops.Count(gathering => gathering.Arrangements?.Kind is null or "workshop")
                .ShouldBe(lab.Project.Headline.Workshops.Number, lab.Slug);
            lab.Teams.Count.ShouldBe(lab.Project.Headline.Teams.Number, lab.Slug);
            lab.Publications.Count.ShouldBe(lab.Project.Headline.Publications.Number, lab.Slug);
            lab.Teams.Count(team => team.Grant is not null).ShouldBe(lab.Project.Headline.Grants.Number, lab.Slug);
        }
    }

    static JsonNode Document(string file) => JsonNode.Parse(Json.Open(file))!;

    static IEnumerable<(string Where, JsonObject Fact)> Walk(JsonNode? node, string where)
    {
        if (node is JsonArray items)
            return items.SelectMany((item, i) => Walk(item, $"{where}/{i}"));
        if (node is not JsonObject fact)
            return [];
        var inner = fact.Where(member => !Parts.Contains(member.Key)).SelectMany(member => Walk(member.Value, $"{where}/{member.Key}"));
        return IsOnlyAFrame(fact) ? inner : inner.Prepend((where, fact));
    }

    /// <summary>An object of nothing but objects or bare numbers, such as the headline, is no fact by itself.</summary>
    static bool IsOnlyAFrame(JsonObject fact) =>
        fact.All(member => member.Value is JsonObject)
            || fact.All(member => member.Value is JsonValue value && value.TryGetValue<int>(out _));
}
