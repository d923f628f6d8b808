using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using QLab.Participants.Projects.Counts;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Projects;

record ProjectView(
    Guid Id, string Slug, string Title, string Question, string[] Aims, DateOnly StartsOn, DateOnly EndsOn, ProjectStatus Status,
    string? Phase, IReadOnlyList<Phase> Phases, bool Simulated, int Version, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt)
{
    public static ProjectView Of(Project p, DateTimeOffset now) => new(
        p.Id, p.Slug, p.Title, p.Question, p.Aims, p.StartsOn, p.EndsOn, p.Status(now),
        p.CurrentPhase, p.Phases, p.Simulated, p.Version, p.OpenedAt, p.ClosedAt);
}

sealed record ProjectPage : ProjectView
{
    public ProjectPage(ProjectView view, ProjectCounts counts) : base(view) => Counts = counts;

    public ProjectCounts Counts { get; }
}

sealed record ProjectListItem(
    Guid Id, string Slug, string Title, DateOnly StartsOn, DateOnly EndsOn, string? Phase, bool Simulated, bool Closed);

static class ReadProjects
{
    public static Task<Page<ProjectListItem>> List([AsParameters] Paging paging, bool? closed, ParticipantsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Projects.Where(p => closed == null || (p.ClosedAt != null) == closed),
            p => p.Id,
            p => new ProjectListItem(p.Id, p.Slug, p.Title, p.StartsOn, p.EndsOn, p.CurrentPhase, p.Simulated, p.ClosedAt != null), ct);

    public static async Task<Results<Ok<ProjectPage>, ProblemHttpResult>> Page(
        [Description("The project's id or its slug.")] string idOrSlug, HttpContext http, ParticipantsDb db, TimeProvider time,
        CancellationToken ct)
    {
        var project = await db.Projects.AsNoTracking().NamedAsync(idOrSlug, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();

        var counts = await ProjectCounts.ReadAsync(db, project.Id, ct);
        http.SetETag(project.RowVersion);
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        return TypedResults.Ok(new ProjectPage(
            ProjectView.Of(project, time.GetUtcNow()),
            http.User.ActsForLab("participants:read", project.Id) ? counts : counts.ForThePublic()));
    }

    public static Task<Project?> NamedAsync(this IQueryable<Project> projects, string idOrSlug, CancellationToken ct) =>
        Guid.TryParse(idOrSlug, out var id)
            ? projects.SingleOrDefaultAsync(p => p.Id == id, ct)
            : projects.SingleOrDefaultAsync(p => p.Slug == idOrSlug, ct);
}
