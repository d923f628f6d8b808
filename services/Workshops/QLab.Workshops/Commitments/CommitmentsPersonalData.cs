using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Commitments;

/// <summary>That there was a commitment, and what became of it, stays as a count; what was written, and by whom, does not.</summary>
sealed class CommitmentsPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "commitments";

    public IReadOnlyList<string> Tables => ["commitments"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.Commitments.Where(c => c.ParticipantId != null && subject.Pseudonyms.Contains(c.ParticipantId.Value)).OrderBy(c => c.MadeAt)
            .Select(c => new
            {
                c.Id, c.WorkshopId, c.ParticipantId, c.Answers, c.ReturnOn, c.ReturnBy, c.MadeAt, c.ReturnedAt, c.Outcome, c.OutcomeAt,
            })
            .ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        Guid[] pseudonyms = [.. subject.Pseudonyms];
        return db.Database.ExecuteSqlAsync($"""
            UPDATE commitments SET participant_id = NULL, answers = '[]', link_hash = NULL, link_expires_at = NULL
            WHERE participant_id = ANY({pseudonyms})
            """, ct);
    }
}
