using QLab.Seeds.Facts;

namespace QLab.Seeds.Tests;

public sealed class TheFactsHangTogether
{
    static readonly AllFacts Facts = AllFacts.Read();

    [Fact]
    public void Every_organisation_that_is_named_is_there()
    {
        var known = Facts.Organisations.Select(organisation => organisation.Key).ToHashSet();
        string[] named =
        [
            .. Facts.Organisations.Select(organisation => organisation.Parent).OfType<string>(),
            .. Facts.Labs.SelectMany(lab => lab.Project.Partnerships).Select(partner => partner.Organisation),
            .. Facts.Labs.SelectMany(lab => lab.Teams).SelectMany(team => team.Hosts),
            .. Facts.Labs.SelectMany(lab => lab.Testing?.Funders ?? []),
        ];
        named.ShouldAllBe(key => known.Contains(key));
    }

    [Fact]
    public void Every_insight_rests_on_themes_and_every_publication_on_insights()
    {
        foreach (var lab in Facts.Labs)
        {
            var themes = lab.Themes.Select(theme => theme.Code).ToHashSet();
            lab.Insights.ShouldAllBe(insight => insight.Themes.Count > 0 && insight.Themes.All(themes.Contains));
            lab.Teams.SelectMany(team => team.Learnings).ShouldAllBe(learning => learning.Themes.All(themes.Contains));
            var insights = lab.Insights.Select(insight => insight.Key).ToHashSet();
            lab.Publications.ShouldAllBe(publication => publication.Insights.Count > 0 && publication.Insights.All(insights.Contains));
        }
    }

    [Fact]
    public void Every_theme_leads_to_an_essay()
    {
        foreach (var lab in Facts.Labs)
        {
            var inEssays = lab.Publications.Where(publication => publication.Kind == "essay")
                .SelectMany(publication => publication.Insights)
                .ToHashSet();
            var led = lab.Insights.Where(insight => inEssays.Contains(insight.Key)).SelectMany(insight => insight.Themes).ToHashSet();
            lab.Themes.Select(theme => theme.Code).ShouldAllBe(code => led.Contains(code), lab.Slug);
        }
    }

    [Fact]
    public void Phases_follow_each_other_within_the_project()
    {
        foreach (var project in Facts.Labs.Select(lab => lab.Project))
        {
            project.Phases[0].StartsOn.ShouldBe(project.StartsOn);
            project.Phases[^1].EndsOn.ShouldBe(project.EndsOn);
            project.Phases.Zip(project.Phases.Skip(1)).ShouldAllBe(pair => pair.First.EndsOn.AddDays(1) == pair.Second.StartsOn);
        }
    }

    [Fact]
    public void Workshops_fit_their_agenda_and_their_room()
    {
        foreach (var workshop in Facts.Labs.SelectMany(lab => lab.Workshops))
        {
            workshop.Sessions.Sum(session => session.Minutes)
                .ShouldBeLessThanOrEqualTo((int)(workshop.EndsAt - workshop.StartsAt).TotalMinutes, workshop.Key);
            workshop.Bookings.ShouldBeLessThanOrEqualTo(workshop.Capacity, workshop.Key);
            workshop.Attended.ShouldBeLessThanOrEqualTo(workshop.Bookings, workshop.Key);
        }
        foreach (var lab in Facts.Labs)
            lab.Workshops.SelectMany(workshop => workshop.Arrangements?.Teams ?? [])
                .Except(lab.Teams.Select(team => team.Key))
                .ShouldBeEmpty(lab.Slug);
    }

    [Fact]
    public void Cards_and_rounds_fit_those_who_came_and_what_is_asked()
    {
        foreach (var lab in Facts.Labs)
        {
            foreach (var (workshop, card) in lab.Workshops.Where(w => w.Card is not null).Select(w => (w, w.Card!)))
            {
                card.Cards.ShouldBeLessThanOrEqualTo(workshop.Attended, workshop.Key);
                card.ReturnOn.ShouldBeGreaterThan(DateOnly.FromDateTime(workshop.EndsAt.UtcDateTime), workshop.Key);
                lab.Commitments.ShouldAllBe(commitment => commitment.Answers.Count == card.Questions.Count);
            }
            foreach (var round in lab.Rounds)
                round.Votes.ShouldBeLessThanOrEqualTo(lab.Workshops.Single(w => w.Key == round.Workshop).Attended, round.Key);
        }
    }

    [Fact]
    public void Interviews_belong_to_workshops_and_what_is_coded_in_them_to_themes()
    {
        foreach (var lab in Facts.Labs)
        {
            lab.Interviews.Select(interview => interview.Workshop).ShouldBeSubsetOf(lab.Workshops.Select(workshop => workshop.Key));
            lab.Interviews.SelectMany(interview => interview.Codings).Select(coding => coding.Theme)
                .ShouldBeSubsetOf(lab.Themes.Select(theme => theme.Code));
        }
    }

    [Fact]
    public void Shares_of_perspectives_are_a_whole() =>
        Facts.Labs.ShouldAllBe(lab => lab.People.Perspectives.Sum(share => share.Percent) == 100);
}
