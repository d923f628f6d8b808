using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Group;

/// <summary>
/// What somebody wrote in online groups. Their posts stay as empty places, so that what leads to them and their number stay right.
/// </summary>
sealed class GroupPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "onlineGroup";

    public IReadOnlyList<string> Tables =>
        ["group_members", "group_topics", "group_posts", "group_former_texts", "group_reactions", "group_reports"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var ids = subject.Ids;
        return new
        {
            Names = await db.GroupMembers.Where(m => ids.Contains(m.ParticipationId)).Select(m => new { m.DisplayName, m.AcceptedVersion, m.AcceptedAt }).ToListAsync(ct),
            Topics = await db.Topics.Where(t => ids.Contains(t.StartedBy!.Value)).OrderBy(t => t.Id).Select(t => new { t.Id, t.ProjectId, t.Title, t.StartedAt }).ToListAsync(ct),
            Posts = await db.Posts.Where(p => ids.Contains(p.AuthorId!.Value)).OrderBy(p => p.Id)
                .Select(p => new
                {
                    p.Id, p.ProjectId, p.TopicId, p.ReplyTo, p.Markdown, p.State, p.Reason, p.WrittenAt, p.EditedAt,
                    FormerTexts = db.FormerTexts.Where(t => t.PostId == p.Id).OrderBy(t => t.Version).Select(t => t.Markdown).ToList(),
                }).ToListAsync(ct),
            Reactions = await db.Reactions.Where(r => ids.Contains(r.ParticipationId)).Select(r => new { r.PostId, r.Kind }).ToListAsync(ct),
            Reports = await db.Reports.Where(r => ids.Contains(r.ReporterId!.Value)).Select(r => new { r.PostId, r.Reason, r.ReportedAt, r.Outcome }).ToListAsync(ct),
        };
    }

    public Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        var ids = subject.Ids;
        return db.Database.ExecuteSqlAsync($"""
            DELETE FROM group_former_texts WHERE post_id IN (SELECT id FROM group_posts WHERE author_id = ANY({ids}));
            UPDATE group_reports SET reason = NULL WHERE post_id IN (SELECT id FROM group_posts WHERE author_id = ANY({ids}));
            UPDATE group_posts SET author_id = NULL, markdown = NULL, reason = NULL, state = 'Erased' WHERE author_id = ANY({ids});
            UPDATE group_topics SET started_by = NULL, title = 'A topic' WHERE started_by = ANY({ids});
            UPDATE group_reports SET reporter_id = NULL, reason = NULL WHERE reporter_id = ANY({ids});
            DELETE FROM group_reactions WHERE participation_id = ANY({ids});
            DELETE FROM group_members WHERE participation_id = ANY({ids});
            """, ct);
    }
}
