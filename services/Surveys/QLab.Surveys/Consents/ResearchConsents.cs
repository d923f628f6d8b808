using Microsoft.EntityFrameworkCore;

namespace QLab.Surveys.Consents;

static class ResearchConsents
{
    /// <summary>A condition on responses <c>r</c>: nobody has withdrawn them from research. What was given anonymously is nobody's to withdraw.</summary>
    public const string MayBeUsedSql = "NOT EXISTS (SELECT FROM research_consents c WHERE c.participant_id = r.participant_id AND NOT c.given)";

    /// <summary>The latest instant counts, whatever the order of arrival.</summary>
    public static async Task KeepAsync(SurveysDb db, IEnumerable<(Guid ParticipantId, string Purpose, bool Given, DateTimeOffset At)> heard, CancellationToken ct)
    {
        foreach (var said in heard.Where(said => said.Purpose == ResearchConsent.Purpose).OrderBy(said => said.ParticipantId))
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO research_consents (participant_id, given, changed_at) VALUES ({said.ParticipantId}, {said.Given}, {said.At.ToUniversalTime()})
                ON CONFLICT (participant_id) DO UPDATE SET given = excluded.given, changed_at = excluded.changed_at
                WHERE research_consents.changed_at < excluded.changed_at
                """, ct);
    }
}
