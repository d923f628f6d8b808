using System.Text.Json;
using QLab.Seeds.Api;
using QLab.Seeds.Drawing;
using QLab.Seeds.Playing;

namespace QLab.Seeds.Checking;

/// <summary>
/// The documented numbers against the gateway's answers. Counts travel as messages, so they are given time to arrive and to settle.
/// </summary>
static class CompareNumbers
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Right twice in a row is settled: a message that came twice would have moved a number on.</summary>
    public static async Task<IReadOnlyList<Check>> Awaited(LabDraw draw, Gateway gateway, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var (heldBefore, pause) = (false, FirstPause);
        while (true)
        {
            var checks = await Now(draw, gateway, ct);
            var holds = checks.All(check => check.Holds);
            if (holds && heldBefore || time.GetElapsedTime(started) > Longest) return checks;
            await Task.Delay(pause, time, ct);
            (heldBefore, pause) = (holds, pause * 2 < LongestPause ? pause * 2 : LongestPause);
        }
    }

    public static async Task<IReadOnlyList<Check>> Now(LabDraw draw, Gateway gateway, CancellationToken ct)
    {
        var headline = draw.Facts.Project.Headline;
        var counts = (await gateway.Read($"/api/participants/v1/projects/{draw.Slug}", ct)).GetProperty("counts");
        List<Check> checks =
        [
            new("participants", headline.Participants.Number, Count(counts, "participants"), headline.Participants.AsDocumented),
            new("survey responses", headline.Responses.Number, Count(counts, "responses"), headline.Responses.AsDocumented),
            new("workshops held", headline.Workshops.Number, Count(counts.GetProperty("workshops"), "held"),
                headline.Workshops.AsDocumented),
            new("test teams", headline.Teams.Number, Count(counts, "teams"), headline.Teams.AsDocumented),
            new("publications", headline.Publications.Number, Count(counts, "publications"), headline.Publications.AsDocumented),
            new("teams funded", headline.Grants.Number, Count(counts, "teamsFunded"), headline.Grants.AsDocumented),
        ];
        if (draw.Facts.Survey is not null) checks.Add(await Results(draw, gateway, ct));
        return checks;
    }

    static async Task<Check> Results(LabDraw draw, Gateway gateway, CancellationToken ct)
    {
        var results = await gateway.Read($"/api/surveys/v1/surveys/{RunSurvey.SurveyId(draw)}/results", ct);
        var headline = draw.Facts.Project.Headline.Responses;
        return new("in the survey's results", headline.Number, Count(results, "responses"), headline.AsDocumented);
    }

    static long? Count(JsonElement counts, string name) =>
        counts.GetProperty(name) is { ValueKind: JsonValueKind.Number } count ? count.GetInt64() : null;
}
