using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>The project and its phases, up to the last one; then its partners.</summary>
static class OpenProject
{
    public static async Task Play(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        var project = draw.Facts.Project;
        await gateway.Create("/api/participants/v1/projects", draw.ProjectId, new
        {
            id = draw.ProjectId, project.Slug, project.Title, project.Question, project.Aims, project.StartsOn, project.EndsOn,
            phases = project.Phases.Select(phase => new { phase.Name, phase.StartsOn, phase.EndsOn }),
            simulated = true,
        }, ct);
        await EnterPhases(draw, gateway, ct);
        progress.Say(draw.Slug, "project opened", $"phases: {project.Phases.Count}");
    }

    public static async Task AgreePartnerships(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct) =>
        progress.Say(draw.Slug, await Progress.Each("partnerships", draw.Facts.Project.Partnerships, (partner, stop) =>
        {
            var id = draw.Id("partnership", $"{partner.Organisation}/{partner.Role}", 0);
            return gateway.Create($"/api/participants/v1/projects/{draw.ProjectId}/partnerships", id, new
            {
                id, organisationId = RegisterOrganisations.Id(partner.Organisation),
                partner.Role, partner.Contributions, partner.Priorities,
            }, stop);
        }, ct));

    /// <summary>A phase can be entered again and again, so an earlier play is told by where the project stands.</summary>
    static async Task EnterPhases(LabDraw draw, Gateway gateway, CancellationToken ct)
    {
        var address = $"/api/participants/v1/projects/{draw.ProjectId}";
        var current = (await gateway.Read(address, ct)).GetProperty("phase").GetString();
        var phases = draw.Facts.Project.Phases.Select(phase => phase.Name).ToList();
        foreach (var phase in phases.Skip(1 + phases.IndexOf(current ?? "")))
            await gateway.Do($"{address}/phases/enter", new { name = phase }, done: "phase-entered", ct);
    }
}
