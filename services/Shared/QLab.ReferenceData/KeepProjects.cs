using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

/// <remarks>
/// Title, phase and whether it is closed are those of the highest version; once told, that a project is simulated stays. The first
/// statement locks the project's row, so whoever holds it while they begin something for the project is waited for.
/// </remarks>
sealed class KeepProjects(ServiceDb db, KeepPartnerships partnerships) :
    IHandle<ProjectOpened>, IHandle<ProjectCorrected>, IHandle<ProjectPhaseEntered>, IHandle<ProjectClosed>, IHandle<ProjectReopened>,
    IHandle<ProjectAnnounced>
{
    public Task Handle(IReadOnlyList<ProjectOpened> events, CancellationToken ct) => KeepAsync(events.Select(opened => new Project
    {
        Id = opened.ProjectId, Title = opened.Title, TitleVersion = opened.Version, Simulated = opened.Simulated,
    }), ct);

    public Task Handle(IReadOnlyList<ProjectCorrected> events, CancellationToken ct) => KeepAsync(events.Select(corrected => new Project
    {
        Id = corrected.ProjectId, Title = corrected.Title, TitleVersion = corrected.Version, Simulated = corrected.Simulated,
    }), ct);

    public Task Handle(IReadOnlyList<ProjectPhaseEntered> events, CancellationToken ct) => KeepAsync(events.Select(entered => new Project
    {
        Id = entered.ProjectId, Phase = entered.Phase, PhaseVersion = entered.Version,
    }), ct);

    public Task Handle(IReadOnlyList<ProjectClosed> events, CancellationToken ct) =>
        KeepAsync(events.Select(closed => new Project { Id = closed.ProjectId, Closed = true, ClosedVersion = closed.Version }), ct);

    public Task Handle(IReadOnlyList<ProjectReopened> events, CancellationToken ct) =>
        KeepAsync(events.Select(reopened => new Project { Id = reopened.ProjectId, ClosedVersion = reopened.Version }), ct);

    public async Task Handle(IReadOnlyList<ProjectAnnounced> events, CancellationToken ct)
    {
        await KeepAsync(events.Select(announced => new Project
        {
            Id = announced.ProjectId, Title = announced.Title, TitleVersion = announced.Version, Simulated = announced.Simulated,
            Closed = announced.Closed, ClosedVersion = announced.Version, Phase = announced.Phase, PhaseVersion = announced.Version,
        }), ct);
        foreach (var announced in events.OrderBy(e => e.ProjectId)) await partnerships.KeepAsync(announced, ct);
    }

    async Task KeepAsync(IEnumerable<Project> told, CancellationToken ct)
    {
        foreach (var project in told.OrderBy(project => project.Id))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO projects (id, title, title_version, simulated, closed, closed_version, phase, phase_version)
                VALUES ({project.Id}, {project.Title}, {project.TitleVersion}, {project.Simulated}, {project.Closed},
                    {project.ClosedVersion}, {project.Phase}, {project.PhaseVersion})
                ON CONFLICT (id) DO UPDATE SET
                    title = CASE WHEN projects.title_version < excluded.title_version THEN excluded.title ELSE projects.title END,
                    title_version = greatest(projects.title_version, excluded.title_version),
                    simulated = projects.simulated OR excluded.simulated,
                    closed = CASE WHEN projects.closed_version < excluded.closed_version THEN excluded.closed ELSE projects.closed END,
                    closed_version = greatest(projects.closed_version, excluded.closed_version),
                    phase = CASE WHEN projects.phase_version < excluded.phase_version THEN excluded.phase ELSE projects.phase END,
                    phase_version = greatest(projects.phase_version, excluded.phase_version)
                """, ct);
    }
}
