using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Surveys.Participants;

sealed class ParticipantsPersonalData(SurveysDb db) : IPersonalData
{
    public string Name => "participations";

    public IReadOnlyList<string> Tables => ["participants"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.Participants.Where(p => subject.Pseudonyms.Contains(p.Id))
            .Select(p => new { ParticipantId = p.Id, p.ProjectId, p.Present, p.Perspectives }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.Participants.Where(p => subject.Pseudonyms.Contains(p.Id)).ExecuteDeleteAsync(ct);

    /// <remarks>The joining itself may still be on its way; its perspectives are then the older ones.</remarks>
    public async Task CorrectAsync(CorrectionRequested correction, CancellationToken ct)
    {
        if (!correction.Facts.TryGetValue("perspectives", out var perspectives) || !correction.Facts.TryGetValue("projectId", out var project)) return;
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO participants (project_id, id, present, changed_at, perspectives, perspectives_at)
            VALUES ({Guid.Parse(project[0])}, {correction.Pseudonym}, false, '-infinity', {perspectives.ToArray()}, {correction.OccurredAt.ToUniversalTime()})
            ON CONFLICT (project_id, id) DO UPDATE SET perspectives = excluded.perspectives, perspectives_at = excluded.perspectives_at
            WHERE participants.perspectives_at < excluded.perspectives_at
            """, ct);
    }
}
