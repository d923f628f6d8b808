using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Notes;

/// <summary>The note stays as a count and for its lineage; what was said and by whom does not.</summary>
sealed class NotesPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "notes";

    public IReadOnlyList<string> Tables => ["notes"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.Notes.Where(n => n.ParticipantId != null && subject.Pseudonyms.Contains(n.ParticipantId.Value)).OrderBy(n => n.RecordedAt)
            .Select(n => new { n.Id, n.WorkshopId, n.Session, n.Kind, n.Text, n.ParticipantId, n.RecordedAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        Guid[] pseudonyms = [.. subject.Pseudonyms];
        return db.Database.ExecuteSqlAsync(
            $"UPDATE notes SET text = {Note.Erased}, participant_id = NULL WHERE participant_id = ANY({pseudonyms})", ct);
    }
}
