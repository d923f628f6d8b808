using System.Text.Json;
using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>Rounds in which people say which themes come first.</summary>
static class PutInOrder
{
    const string Address = "/api/workshops/v1/rounds";

    public static async Task Play(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        var themeIds = MakeSense.ThemeIds(draw);
        foreach (var round in draw.Rounds)
        {
            var facts = round.Facts;
            await gateway.Create(Address, round.Id, new
            {
                round.Id, draw.ProjectId, round.WorkshopId, facts.Title, facts.Question, method = "dotVoting", facts.Dots, facts.MostOnOne,
                items = draw.Facts.Themes.Select(theme => new { theme.Label, themeId = themeIds[theme.Code] }),
            }, ct);
            if (await IsClosed(round, gateway, ct)) continue;
            progress.Say(draw.Slug, await Progress.Each("votes", round.Votes, (vote, stop) =>
                gateway.Put($"{Address}/{round.Id}/votes/{vote.ParticipantId}", new { choices = Choices(vote) }, stop), ct));
            await gateway.Do($"{Address}/{round.Id}/close", null, done: "round-over", ct);
        }
    }

    static async Task<bool> IsClosed(SimulatedRound round, Gateway gateway, CancellationToken ct) =>
        (await gateway.Read($"{Address}/{round.Id}", ct)).TryGetProperty("closedAt", out var closedAt)
            && closedAt.ValueKind is JsonValueKind.String;

    static object Choices(SimulatedVote vote) => new
    {
        dots = vote.Dots.Select((dots, at) => new { item = at + 1, dots }).Where(on => on.dots > 0),
        ranking = (int[]?)null, pairs = (object[]?)null,
    };
}
