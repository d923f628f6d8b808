using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Imports;

/// <summary>Lines that name somebody: those that added them, and those that would have, had the address not been known or the line not been refused.</summary>
sealed class ImportLinesPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "importedLines";
    public IReadOnlyList<string> Tables => ["import_lines"];

    public async Task<object?> ExportAsync(Whose whose, CancellationToken ct)
    {
        var lines = await Naming(whose).AsNoTracking().OrderBy(l => l.ImportId).ThenBy(l => l.Position).ToListAsync(ct);
        return lines.ConvertAll(l => new { l.ImportId, Line = l.Number, l.Outcome, l.Fields });
    }

    public async Task EraseAsync(Whose whose, CancellationToken ct)
    {
        await Naming(whose).ExecuteDeleteAsync(ct);
        await db.ImportLines.Where(l => l.LikePerson == whose.Subject).ExecuteUpdateAsync(line => line.SetProperty(l => l.LikePerson, (Guid?)null), ct);
    }

    IQueryable<ImportLine> Naming(Whose whose) => db.ImportLines.Where(l =>
        l.OfPerson == whose.Subject
        || l.ParticipationId != null && whose.Pseudonyms.Contains(l.ParticipationId.Value)
        || db.People.Any(p => p.Id == whose.Subject && p.EmailKey == l.EmailKey));
}
