using System.Text.Json;
using QLab.Seeds.Api;
using QLab.Seeds.Drawing;
using QLab.Seeds.Playing;

namespace QLab.Seeds.Checking;

/// <summary>The platform's promise: what somebody gave can be followed to what it helped to publish.</summary>
static class FollowResponse
{
    /// <summary>Where it can be read what became of the first response; null where there is no survey.</summary>
    public static async Task<string?> ToAnEssay(LabDraw draw, Gateway gateway, CancellationToken ct)
    {
        if (draw.Responses.Count == 0) return null;
        var answer = await RunSurvey.Submit(draw, draw.Responses[0], gateway, ct);
        var follow = answer.GetProperty("follow").GetString()!;
        var lineage = await gateway.Read(follow, ct);
        if (!lineage.GetProperty("nodes").EnumerateArray().Any(IsEssay))
            throw new PlayStopped($"{draw.Slug}: the response behind {follow} does not lead to an essay. {lineage.GetProperty("summary")}");
        return follow;
    }

    static bool IsEssay(JsonElement node) =>
        node.GetProperty("type").GetString() == "publication" && node.GetProperty("kind").GetString() == "essay";
}
