using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Group;

/// <param name="AuthorId">The participant who wrote the post.</param>
sealed record ReportView(
    Guid Id, Guid PostId, Guid? ReporterId, Guid? AuthorId, string? Reason, DateTimeOffset ReportedAt, DateTimeOffset? SettledAt,
    string? Outcome,
    PostState PostState, string? Markdown);

static class ReadReports
{
    public static async Task<Results<Page<ReportView>, ProblemHttpResult>> List(
        Guid projectId, [AsParameters] Paging paging, bool? settled, HttpContext http, ParticipantsDb db, AuditLog audit,
        CancellationToken ct)
    {
        if (http.User.OrganisationId() is not null || !await db.Projects.AnyAsync(p => p.Id == projectId, ct))
            return Refusal.NotFound("project").ToProblem();
        var rows =
            from report in db.Reports
            join post in db.Posts on report.PostId equals post.Id
            where report.ProjectId == projectId && (settled == null || (report.SettledAt != null) == settled)
            select new Reported { Report = report, Post = post };
        var page = await paging.ReadAsync(rows, row => row.Report.Id, row => new ReportView(
            row.Report.Id, row.Post.Id, row.Report.ReporterId, row.Post.AuthorId, row.Report.Reason, row.Report.ReportedAt,
            row.Report.SettledAt, row.Report.Outcome,
            row.Post.State, row.Post.Markdown), ct);
        await audit.ReadAsync(
            "group reports", await db.AuditIdsAsync(page.Items.SelectMany(r => new[] { r.ReporterId, r.AuthorId }), ct), ct);
        return page;
    }

    sealed class Reported
    {
        public required Report Report { get; init; }
        public required Post Post { get; init; }
    }
}
