using QLab.Publications.Contributions;
using QLab.Publications.Lineage;

namespace QLab.Publications.Tests;

public sealed class LineageWords
{
    static readonly DateTimeOffset Given = new(2018, 10, 3, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_contribution_is_told_as_far_as_it_has_come()
    {
        Story([], 0, []).ShouldBe("A survey response, given on 3 October 2018. It has arrived and has not been coded to a theme yet.");
        Story(["Trust"], 0, []).ShouldBe("A survey response, given on 3 October 2018, is evidence for “Trust”. No insight has been agreed from it yet.");
        Story(["Trust", "Time"], 1, []).ShouldBe("A survey response, given on 3 October 2018, is evidence for “Trust” and “Time”. It supports 1 insight; no publication uses it yet.");
        Story(["Trust"], 2, ["A", "B", "C"]).ShouldBe("A survey response, given on 3 October 2018, is evidence for “Trust”. It supports 2 insights and is used in “A”, “B” and “C”.");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(7, null)]
    [InlineData(8, 8)]
    public void The_public_sees_no_count_that_could_point_at_people(int count, int? shown) =>
        new ContributionCount(ContributionKind.WorkshopNote, count).InPublic().Count.ShouldBe(shown);

    [Fact]
    public void A_publication_tells_what_lies_behind_it() =>
        LineageText.OfPublication("Essay", 2, 1, [new(ContributionKind.SurveyResponse, 140), new(ContributionKind.WorkshopNote, null), new(ContributionKind.Learning, 1)], sources: 1)
            .ShouldBe("“Essay” is based on 2 insights, agreed from 1 theme. Behind them lie 140 survey responses, a few workshop notes, 1 test team learning and 1 cited source.");

    [Fact]
    public void A_publication_that_names_no_insight_says_so() =>
        LineageText.OfPublication("News", 0, 0, [], 0).ShouldBe("“News” names no insight that it is based on.");

    [Fact]
    public void An_edge_to_what_is_not_shown_is_not_shown()
    {
        var (here, hidden) = (Guid.NewGuid(), Guid.NewGuid());
        var graph = new Graph();
        graph.Add(here, NodeType.Theme, "Here");
        graph.Connect(hidden, here, Relation.CodedTo);
        graph.Edges.ShouldBeEmpty();
        graph.Add(hidden, NodeType.Evidence, "Now shown");
        graph.Edges.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_edition_that_came_out_before_the_contribution_was_coded_was_not_helped_by_it()
    {
        var (theme, insight, publication) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        EvidenceFact[] evidence = [new(Guid.NewGuid(), theme, Given, null, null, null), new(Guid.NewGuid(), theme, Given.AddDays(9), null, null, null)];
        InsightFact[] insights = [new(theme, insight, default, "Statement")];
        EditionFact Edition(int version, int day) => new(insight, publication, default, "Title", version, Given.AddDays(day));

        ReadContributionLineage.Helped(evidence, insights, [Edition(1, -1), Edition(2, 0), Edition(3, 5)])
            .Select(e => e.Version).ShouldBe([2, 3]);
    }

    static string Story(string[] themes, int insights, string[] publications) =>
        LineageText.OfContribution(ContributionKind.SurveyResponse, Given, themes, insights, publications);
}
