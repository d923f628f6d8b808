using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Checking;

/// <summary>The last words of a play: every documented number beside the platform's, and one contribution followed.</summary>
static class Report
{
    /// <returns>Whether everything is as documented.</returns>
    public static async Task<bool> AfterPlay(LabDraw draw, Gateway gateway, TextWriter output, TimeProvider time, CancellationToken ct)
    {
        var checks = await CompareNumbers.Awaited(draw, gateway, time, ct);
        Write(draw, checks, output);
        if (!checks.All(check => check.Holds)) return false;

        if (await FollowResponse.ToAnEssay(draw, gateway, ct) is { } followed) output.WriteLine($"  one response: {followed}");
        return true;
    }

    /// <summary>A closed project had its numbers when it was closed; whatever has happened to it since is its people's business and no fault.</summary>
    public static async Task OfClosed(LabDraw draw, Gateway gateway, TextWriter output, CancellationToken ct) =>
        Write(draw, await CompareNumbers.Now(draw, gateway, ct), output);

    static void Write(LabDraw draw, IReadOnlyList<Check> checks, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(draw.Facts.Project.Title);
        output.WriteLine($"  {"",-22} {"seeds",6} {"platform",8}");
        foreach (var check in checks) output.WriteLine(check);
    }
}
