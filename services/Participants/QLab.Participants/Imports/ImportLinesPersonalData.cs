using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Imports;

/// <summary>
/// Lines that name somebody: those that added them, and those that would have, had the address not been known or the line not been
/// refused.
/// </summary>
sealed class ImportLinesPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "importedLines";
    public IReadOnlyList<string> Tables => ["import_lines"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var lines = await Naming(subject).AsNoTracking().OrderBy(l => l.ImportId).ThenBy(l => l.Position).ToListAsync(ct);
        return lines.ConvertAll(l => new { l.ImportId, Line = l.Number, l.Outcome, l.Fields });
    }

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        await Naming(subject).ExecuteDeleteAsync(ct);
        await db.ImportLines.Where(l => l.LikePerson == subject.Subject)
            .ExecuteUpdateAsync(line => line.SetProperty(l => l.LikePerson, (Guid?)null), ct);
    }

    IQueryable<ImportLine> Naming(DataSubject subject) => db.ImportLines.Where(l =>
        l.OfPerson == subject.Subject
        || l.ParticipationId != null && subject.Pseudonyms.Contains(l.ParticipationId.Value)
        || db.People.Any(p => p.Id == subject.Subject && p.EmailKey == l.EmailKey));
}
