using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Surveys.Imports;

/// <summary>Lines on their way into a survey, there for seconds. Whoever is erased in them is not imported.</summary>
sealed class ImportLinesPersonalData(SurveysDb db) : IPersonalData
{
    public string Name => "importedLines";

    public IReadOnlyList<string> Tables => ["import_lines"];

    public async Task<object?> ExportAsync(Whose whose, CancellationToken ct)
    {
        var lines = await Of(whose).AsNoTracking().ToListAsync(ct);
        return lines.ConvertAll(line => new { line.ImportId, line.ParticipantId, Answers = JsonElement.Parse(line.Answers), line.SubmittedAt });
    }

    public Task EraseAsync(Whose whose, CancellationToken ct) => Of(whose).ExecuteDeleteAsync(ct);

    IQueryable<ImportLine> Of(Whose whose) =>
        db.Set<ImportLine>().Where(line => line.ParticipantId != null && whose.Pseudonyms.Contains(line.ParticipantId.Value));
}
