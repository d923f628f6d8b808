using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>One project from its opening to its last publication. A project that was closed after an earlier play is left as it is.</summary>
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
            async stop => responses = await RunSurvey.Play(draw, gateway, progress, stop),
            async stop => learnings = await RunTeams.Play(draw, gateway, progress, stop),
            async stop =>
            {
                await JoinPeople.Play(draw, gateway, progress, stop);
                notes = await HoldWorkshops.Play(draw, gateway, progress, stop);
            });
        await MakeSense.Play(draw, [.. responses, .. notes, .. learnings], gateway, progress, ct);
        return true;
    }

    /// <summary>The last thing that is done, and only once the numbers are right: closed means complete.</summary>
    public static Task Close(LabDraw draw, Gateway gateway, CancellationToken ct) =>
        gateway.Do($"/api/participants/v1/projects/{draw.ProjectId}/close", null, done: "project-closed", ct);

    static async Task<bool> IsClosed(LabDraw draw, Gateway gateway, CancellationToken ct) =>
        await gateway.Find($"/api/participants/v1/projects/{draw.ProjectId}", ct) is { } project
        && project.GetProperty("status").GetString() == "closed";
}
