using QLab.Seeds.Api;
using QLab.Seeds.Drawing;
using QLab.Seeds.Facts;

namespace QLab.Seeds.Playing;

/// <summary>Test teams: formed, through the triple diamond, what they learned, and the grants of those that were funded.</summary>
static class RunTeams
{
    const string Address = "/api/test-teams/v1/teams";

    public static async Task<IReadOnlyList<Contribution>> Play(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        if (draw.Facts.Testing is not { } testing) return [];
        var teams = draw.Facts.Teams.Select((facts, i) => (Facts: facts, Id: draw.Id("team", facts.Key, i))).ToList();
        var formed = await Progress.Each("test teams", teams, (team, stop) => gateway.Create(Address, team.Id, new
        {
            team.Id, draw.ProjectId, team.Facts.Name,
            hostOrganisationIds = team.Facts.Hosts.Select(RegisterOrganisations.Id), testing.Challenge,
        }, stop), ct);
        var staged = await Progress.Each("through the triple diamond", teams, (team, stop) =>
            EnterStages(draw, team.Facts, team.Id, testing, gateway, stop), ct);

        var learnings = teams.SelectMany(team => team.Facts.Learnings.Select((facts, i) =>
            (Team: team.Id, Facts: facts, Id: draw.Id("learning", $"{team.Facts.Key}/{i}", i)))).ToList();
        var learned = await Progress.Each("learnings", learnings, (learning, stop) => gateway.Create(
            $"{Address}/{learning.Team}/learnings", learning.Id, new { learning.Id, learning.Facts.Text, testing.Confidence }, stop), ct);

        var funded = teams.Where(team => team.Facts.Grant is not null).ToList();
        var granted = await Progress.Each("grants", funded, (team, stop) =>
        {
            var id = draw.Id("grant", team.Facts.Key, 0, testing.AwardedOn);
            var funderIds = testing.Funders.Select(RegisterOrganisations.Id);
            return gateway.Create($"{Address}/{team.Id}/grants", id, new { id, funderIds, testing.AwardedOn }, stop);
        }, ct);
        progress.Say(draw.Slug, formed, staged, learned, granted);
        return [.. learnings.Select(learning => new Contribution(
            learning.Id, learning.Id.ToString(), [.. learning.Facts.Themes.Select(theme => new ThemedPassage(theme, 0, 0))]))];
    }

    /// <summary>One after the other: no stage can be skipped.</summary>
    static async Task<Outcome> EnterStages(
        LabDraw draw, TeamFacts team, Guid teamId, TestingFacts testing, Gateway gateway, CancellationToken ct)
    {
        var outcome = Outcome.There;
        foreach (var stage in testing.Stages)
        {
            var id = draw.Id("stage", $"{team.Key}/{stage}", 0);
            if (await gateway.Create($"{Address}/{teamId}/stages", id, new { id, stage }, ct) == Outcome.New) outcome = Outcome.New;
        }
        return outcome;
    }
}
