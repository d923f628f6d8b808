using System.Collections.Concurrent;
using QLab.Seeds.Api;
using QLab.Seeds.Checking;
using QLab.Seeds.Drawing;
using QLab.Seeds.Facts;
using QLab.Seeds.Playing;

namespace QLab.Seeds;

/// <summary>All projects side by side; then the numbers are compared, and only what is complete is closed.</summary>
static class PlayAll
{
    public static async Task Run(Gateway gateway, TextWriter output, TimeProvider time, CancellationToken ct)
    {
        var progress = new Progress(output);
        var facts = AllFacts.Read();
        var draws = LabDraw.All(facts);
        var played = new ConcurrentBag<LabDraw>();

        await RegisterOrganisations.Play(facts.Organisations, gateway, progress, ct);
        await Progress.Together(ct, [.. draws.Select(Play)]);

        var asDocumented = await Task.WhenAll(draws.Select(draw => played.Contains(draw)
            ? Report.AfterPlay(draw, gateway, progress, time, ct)
            : Report.OfClosed(draw, gateway, progress, ct)));
        if (!asDocumented.All(holds => holds)) throw new PlayStopped("The platform does not show the documented numbers; see above.");

        foreach (var draw in played) await PlayLab.Close(draw, gateway, ct);

        Func<CancellationToken, Task> Play(LabDraw draw) => async stop =>
        {
            if (await PlayLab.Play(draw, gateway, progress, stop)) played.Add(draw);
        };
    }
}
