using Microsoft.EntityFrameworkCore;
using QLab.CodingApi;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Workshops.Interviews.Coding;

/// <summary>What becomes of coding when a transcript is removed or what somebody said is erased.</summary>
static class Uncoding
{
    /// <summary>
    /// Takes away every passage of these speakers and the memos about the interview, which may repeat any of them, with the steps that
    /// could say what stood there, and tells the others. Call it in the transaction that takes the words away, before it does, and save.
    /// </summary>
    public static async Task UncodeAsync(
        this WorkshopsDb db, IEvents events, Guid interviewId, IReadOnlyCollection<Guid> speakers, DateTimeOffset now, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT FROM interviews WHERE id = {interviewId} FOR NO KEY UPDATE", ct);
        Guid[] whose = [.. speakers];
        foreach (var passage in await db.Set<Passage>()
            .FromSql($"SELECT p.*, p.xmin FROM passages p WHERE p.speaker_id = ANY({whose}) ORDER BY p.id FOR UPDATE").ToListAsync(ct))
            if (passage.Forget(now)) events.Publish(new ContributionUncoded(passage.Id, passage.ProjectId, passage.Version, now));
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM coding_steps s WHERE s.interview_id = {interviewId} AND (s.speaker_id = ANY({whose})
                OR s.thing_id IN (SELECT m.id FROM coding_memos m WHERE m.about_id = {interviewId}));
            DELETE FROM coding_memos WHERE about_id = {interviewId}
            """, ct);
    }
}
