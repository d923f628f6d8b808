using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>One project from its opening to its last publication. One that was closed after an earlier play is left as it is.</summary>
static class PlayLab
{
    /// <returns>Whether anything was sent.</returns>
    public static async Task<bool> Play(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        if (await IsClosed(draw, gateway, ct))
        {
            progress.Say(draw.Slug, "played and closed before: nothing to send");
            return false;
        }

        IReadOnlyList<Contribution> responses = [], notes = [], learnings = [];
        await OpenProject.Play(draw, gateway, progress, ct);
        await Progress.Together(ct,
            stop => JoinPeople.Play(draw, gateway, progress, stop),
            stop => HoldWorkshops.Schedule(draw, gateway, progress, stop),
            stop => MakeSense.AddThemes(draw, gateway, progress, stop),
            stop => OpenProject.AgreePartnerships(draw, gateway, progress, stop),
            async stop => responses = await RunSurvey.Play(draw, gateway, progress, stop),
            async stop => learnings = await RunTeams.Play(draw, gateway, progress, stop));
        await Progress.Together(ct,
            async stop => notes = await HoldWorkshops.Hold(draw, gateway, progress, stop),
            stop => PutInOrder.Play(draw, gateway, progress, stop),
            stop => TalkWithPeople.Play(draw, gateway, progress, stop),
            stop => MakeSense.Code(draw, "responses and learnings", [.. responses, .. learnings], gateway, progress, stop));
        await MakeSense.Code(draw, "notes", notes, gateway, progress, ct);
        await MakeSense.Publish(draw, gateway, progress, ct);
        return true;
    }

    /// <summary>The last thing that is done, and only once the numbers are right: closed means complete.</summary>
    public static Task Close(LabDraw draw, Gateway gateway, CancellationToken ct) =>
        gateway.Do($"/api/participants/v1/projects/{draw.ProjectId}/close", null, done: "project-closed", ct);

    static async Task<bool> IsClosed(LabDraw draw, Gateway gateway, CancellationToken ct) =>
        await gateway.Find($"/api/participants/v1/projects/{draw.ProjectId}", ct) is { } project
        && project.GetProperty("status").GetString() == "closed";
}
