using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Consents;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Results.Tallying;

/// <summary>
/// Whoever consents to research is counted in groups, and whoever withdraws no longer is: tallies that hold their responses, or left them
/// out, are made anew when they are next asked for. In a confidential survey their batch comes and goes with them. What partners have seen
/// stands still until enough has changed.
/// </summary>
sealed class RecountWhenConsentChanged(SurveysDb db) : IHandle<ConsentGiven>, IHandle<ConsentWithdrawn>
{
    public Task Handle(IReadOnlyList<ConsentGiven> events, CancellationToken ct) =>
        RecountAsync(events.Where(said => said.Purpose == Consent.Research).Select(said => (said.ProjectId, said.ParticipantId)), ct);

    public Task Handle(IReadOnlyList<ConsentWithdrawn> events, CancellationToken ct) =>
        RecountAsync(events.Where(said => said.Purpose == Consent.Research).Select(said => (said.ProjectId, said.ParticipantId)), ct);

    async Task RecountAsync(IEnumerable<(Guid Project, Guid Participant)> changed, CancellationToken ct)
    {
        Guid[] projects = [.. changed.Select(c => c.Project).Distinct()], participants = [.. changed.Select(c => c.Participant).Distinct()];
        if (participants.Length == 0) return;
        await db.AloneWithConsentsAsync(projects, ct);
        var responses = await (
            from response in db.Responses
            join survey in db.Surveys on response.SurveyId equals survey.Id
            where response.ParticipantId != null && participants.Contains(response.ParticipantId.Value)
            select new { response.Id, survey.Mode }).ToListAsync(ct);
        Guid[] alone = [.. responses.Where(r => r.Mode != SurveyMode.Confidential).Select(r => r.Id)];
        var together = await db.SettleAsync([.. responses.Where(r => r.Mode == SurveyMode.Confidential).Select(r => r.Id)], ct);
        await db.RecountAsync([.. alone, .. together], ct);
    }
}

static class Recounting
{
    public static Task AloneWithConsentsAsync(this SurveysDb db, Guid[] projects, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(ConsentLock.AloneSql, [new Npgsql.NpgsqlParameter("projects", projects)], ct);

    public static Task AloneWithConsentsOfAsync(this SurveysDb db, Guid survey, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('consents ' || {survey}::uuid::text, 5))", ct);

    /// <summary>Empties the tallies that count, or leave out, some responses. Have <see cref="ConsentLock"/> alone.</summary>
    public static async Task RecountAsync(this SurveysDb db, Guid[] responses, CancellationToken ct)
    {
        var empty = new Tally(TallyQuery.Whole).Write();
        await db.Database.ExecuteSqlAsync($"""
            UPDATE tallies SET state = {empty}::jsonb, position = 0
            WHERE survey_id IN (SELECT survey_id FROM responses WHERE id = ANY({responses}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE tallies t SET taken_out = true, changed_use = (
                SELECT array_agg(id) FROM (
                    SELECT unnest(t.changed_use) AS id
                    UNION SELECT r.id FROM responses r
                    WHERE r.id = ANY({responses}) AND r.survey_id = t.survey_id AND r.position <= t.shown_position
                    LIMIT {PartnerTallies.Step}) AS changed)
            WHERE query = '' AND EXISTS (
                SELECT FROM responses r WHERE r.id = ANY({responses}) AND r.survey_id = t.survey_id AND r.position <= t.shown_position)
            """, ct);
    }
}
