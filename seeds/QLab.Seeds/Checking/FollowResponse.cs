using System.Text.Json;
using QLab.Seeds.Api;
using QLab.Seeds.Drawing;
using QLab.Seeds.Playing;

namespace QLab.Seeds.Checking;

/// <summary>The platform's promise: what somebody gave can be followed to what it helped to publish.</summary>
static class FollowResponse
{
    /// <summary>What became of the first response, in the platform's own words; null where there is no survey.</summary>
    public static async Task<string?> ToAnEssay(LabDraw draw, Gateway gateway, CancellationToken ct)
    {
        if (draw.Responses.Count == 0) return null;
        var first = draw.Responses[0];
        var answer = await gateway.Submit($"/api/surveys/v1/surveys/{RunSurvey.SurveyId(draw)}/responses", first.Key, new { first.Answers }, ct);
        var lineage = await gateway.Read(answer.GetProperty("follow").GetString()!, ct);
        if (!lineage.GetProperty("nodes").EnumerateArray().Any(IsEssay))
            throw new PlayStopped($"{draw.Slug}: the response {answer.GetProperty("id").GetGuid()} does not lead to an essay. {lineage.GetProperty("summary")}");
        return $"{answer.GetProperty("follow").GetString()}\n    {lineage.GetProperty("summary").GetString()}";
    }

    static bool IsEssay(JsonElement node) =>
        node.GetProperty("type").GetString() == "publication" && node.GetProperty("kind").GetString() == "essay";
}
