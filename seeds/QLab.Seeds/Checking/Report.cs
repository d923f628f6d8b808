using QLab.Seeds.Api;
using QLab.Seeds.Drawing;
using QLab.Seeds.Playing;

namespace QLab.Seeds.Checking;

/// <summary>The last words of a play: every documented number beside the platform's, and one contribution followed.</summary>
static class Report
{
    /// <returns>Whether everything is as documented.</returns>
    public static async Task<bool> AfterPlay(LabDraw draw, Gateway gateway, Progress progress, TimeProvider time, CancellationToken ct)
    {
        var checks = await CompareNumbers.Awaited(draw, gateway, time, ct);
        Say(draw, checks, progress);
        if (!checks.All(check => check.Holds)) return false;

        if (await FollowResponse.ToAnEssay(draw, gateway, ct) is { } followed) progress.Say(draw.Slug, $"one response: {followed}");
        return true;
    }

    /// <summary>A closed project had its numbers when it was closed; what has happened to it since is its people's business.</summary>
    /// <returns>Always that all is well.</returns>
    public static async Task<bool> OfClosed(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        Say(draw, await CompareNumbers.Now(draw, gateway, ct), progress);
        return true;
    }

    static void Say(LabDraw draw, IReadOnlyList<Check> checks, Progress progress)
    {
        progress.Say(draw.Slug, $"on the platform: {string.Join(", ", checks.Select(check => $"{check.What} {check.Shown}"))}");
        foreach (var check in checks.Where(check => !check.Holds)) progress.Say(draw.Slug, $"≠ {check}");
    }
}
