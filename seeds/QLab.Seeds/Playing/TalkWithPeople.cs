using System.Text.Json;
using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>Each interview: arranged, agreed to, written down, coded.</summary>
static class TalkWithPeople
{
    const string Address = "/api/workshops/v1/interviews";

    public static async Task Play(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        if (draw.Interviews.Count == 0) return;
        var themeIds = MakeSense.ThemeIds(draw);
        var written = await Progress.Each(
            "interviews", draw.Interviews, (interview, stop) => WriteDown(draw, interview, gateway, stop), ct);
        List<(SimulatedInterview In, SimulatedPassage Item)> passages =
            [.. draw.Interviews.SelectMany(interview => interview.Passages.Select(passage => (interview, passage)))];
        var coded = await Progress.Each("passages coded in them", passages, (pair, stop) =>
            gateway.Create($"{Address}/{pair.In.Id}/passages", pair.Item.Id, new
            {
                pair.Item.Id, pair.Item.Turn, pair.Item.Start, pair.Item.End, themeId = themeIds[pair.Item.Theme],
                memo = "Coded by the seeds.",
            }, stop), ct);
        progress.Say(draw.Slug, written, coded);
    }

    static async Task<Outcome> WriteDown(LabDraw draw, SimulatedInterview interview, Gateway gateway, CancellationToken ct)
    {
        var address = $"{Address}/{interview.Id}";
        await gateway.Create(Address, interview.Id, new
        {
            interview.Id, draw.ProjectId, interview.WorkshopId, interview.Facts.Title, interview.Facts.Topics, interview.Speakers,
        }, ct);
        var there = await gateway.Read(address, ct);
        if (there.GetProperty("transcribedAt").ValueKind is JsonValueKind.String) return Outcome.There;
        foreach (var speaker in there.GetProperty("speakers").EnumerateArray())
            if (speaker.GetProperty("participantId").ValueKind is JsonValueKind.String)
                await gateway.Put($"{address}/speakers/{speaker.GetProperty("id").GetGuid()}/agreement", new { agrees = true }, ct);
        return await gateway.Replace(
            $"{address}/transcript", new { format = "plainText", text = string.Join('\n', interview.Facts.Transcript) }, ct);
    }
}
