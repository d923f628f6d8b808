using QLab.Publications.Lineage;

namespace QLab.Publications.Tests;

public sealed class LineageWords
{
    static readonly DateTimeOffset Given = new(2018, 10, 3, 23, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_contribution_is_told_as_far_as_it_has_come()
    {
        Story([], 0, []).ShouldBe("A survey response, given on 3 October 2018. It has arrived, and is coded to no theme.");
        Story(["Trust"], 0, []).ShouldBe(
            "A survey response, given on 3 October 2018, is evidence for “Trust”. No insight has been agreed from it yet.");
        Story(["Trust", "Time"], 1, []).ShouldBe("A survey response, given on 3 October 2018, is evidence for “Trust” and “Time”. It supports 1 insight; no publication uses it yet.");
        Story(["Trust"], 2, [new("A", [1]), new("B", [1, 2, 4])]).ShouldBe(
            "A survey response, given on 3 October 2018, is evidence for “Trust”. It supports 2 insights and is used in version 1 of “A” and versions 1, 2 and 4 of “B”.");
        Story(["Trust"], 2, [new("A", [1, 2])], counts: false).ShouldBe(
            "A survey response, given on 3 October 2018, was used in versions 1 and 2 of “A”. From now on it is left out, because there is no consent to its use for research.");
        Story(["Trust"], 0, [], counts: false).ShouldBe(
            "A survey response, given on 3 October 2018. It is left out, because there is no consent to its use for research.");
    }

    [Fact]
    public void A_contribution_is_told_what_was_put_right_since()
    {
        Story(new([], 0, Removed: true)).ShouldBe("A survey response, given on 3 October 2018. It was coded to a theme, and is so no longer.");
        Story(new([], 0, Removed: true), new UsedIn("A", [1])).ShouldBe(
            "A survey response, given on 3 October 2018, was used in version 1 of “A”. It is coded to no theme any more.");
        Story(new(["Trust"], 0, Withdrawn: 1)).ShouldBe(
            "A survey response, given on 3 October 2018, is evidence for “Trust”. What was agreed from it has been withdrawn.");
        Story(new(["Trust"], 0, Withdrawn: 1), new UsedIn("A", [2])).ShouldBe(
            "A survey response, given on 3 October 2018, is evidence for “Trust”. It was used in version 2 of “A”; what was agreed from it has been withdrawn.");
        Story(new(["Trust"], 1), new UsedIn("A", [1], Retracted: true)).ShouldBe(
            "A survey response, given on 3 October 2018, is evidence for “Trust”. It supports 1 insight and is used in version 1 of “A” (retracted since).");
    }

    [Fact]
    public void An_edition_that_came_out_after_evidence_was_removed_was_not_helped_by_it()
    {
        var (theme, insight, publication) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        EvidenceFact[] evidence = [new(Guid.NewGuid(), theme, Given, null, null, null, RemovedAt: Given.AddDays(3))];
        InsightFact[] insights = [new(theme, insight, default, "Statement")];
        EditionFact Edition(int version, int day) => new(insight, publication, default, "Title", version, Given.AddDays(day));

        ReadContributionLineage.Helped(evidence, [Own(theme)], insights, [Edition(1, 1), Edition(2, 3), Edition(3, 9)])
            .Select(e => e.Version).ShouldBe([1]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(7, null)]
    [InlineData(8, 8)]
    public void The_public_sees_no_count_that_could_point_at_people(int count, int? shown) =>
        new ContributionCount("workshopNote", count, "workshop note").InPublic().Count.ShouldBe(shown);

    [Fact]
    public void A_publication_tells_what_lies_behind_it() =>
        LineageText.OfPublication("Essay", 2, 1, [new("surveyResponse", 140, "survey response"), new("workshopNote", null, "workshop note"), new("learning", 1, "test team learning")], sources: 1)
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
        EvidenceFact[] evidence =
            [new(Guid.NewGuid(), theme, Given, null, null, null), new(Guid.NewGuid(), theme, Given.AddDays(9), null, null, null)];
        InsightFact[] insights = [new(theme, insight, default, "Statement")];
        EditionFact Edition(int version, int day) => new(insight, publication, default, "Title", version, Given.AddDays(day));

        ReadContributionLineage.Helped(evidence, [Own(theme)], insights, [Edition(1, -1), Edition(2, 0), Edition(3, 5)])
            .Select(e => e.Version).ShouldBe([2, 3]);
    }

    [Fact]
    public void An_edition_that_came_out_before_a_merger_was_not_helped_by_what_the_merger_brought()
    {
        var (part, theme, insight, publication) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        EvidenceFact[] evidence = [new(Guid.NewGuid(), part, Given, null, null, null)];
        ThemeFact[] themes = [Own(part), new(theme, "Theme", null, Given.AddDays(3), part, "Part", theme)];
        InsightFact[] insights = [new(theme, insight, default, "Statement")];
        EditionFact Edition(int version, int day) => new(insight, publication, default, "Title", version, Given.AddDays(day));

        ReadContributionLineage.Helped(evidence, themes, insights, [Edition(1, 1), Edition(2, 3)]).Select(e => e.Version).ShouldBe([2]);
    }

    [Theory]
    [InlineData("story", "12 stories")]
    [InlineData("survey", "12 surveys")]
    [InlineData("interview", "12 interviews")]
    public void What_a_service_calls_its_contributions_is_counted_in_English(string noun, string counted) =>
        LineageText.OfPublication("Essay", 1, 1, [new("kind", 12, noun)], sources: 0).ShouldEndWith($"Behind them lie {counted}.");

    static ThemeFact Own(Guid theme) => new(theme, "Theme", null, DateTimeOffset.MinValue, theme, "Theme", null);

    static string Story(string[] themes, int insights, UsedIn[] publications, bool counts = true) =>
        LineageText.OfContribution("a survey response", Given, new(themes, insights), publications, counts);

    static string Story(Support support, params UsedIn[] publications) =>
        LineageText.OfContribution("a survey response", Given, support, publications, counts: true);
}
