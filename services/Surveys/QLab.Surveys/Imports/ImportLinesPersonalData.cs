using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Surveys.Imports;

/// <summary>Lines on their way into a survey, there for seconds. Whoever is erased in them is not imported.</summary>
sealed class ImportLinesPersonalData(SurveysDb db) : IPersonalData
{
    public string Name => "importedLines";

    public IReadOnlyList<string> Tables => ["import_lines"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var lines = await Of(subject).AsNoTracking().ToListAsync(ct);
        return lines.ConvertAll(
            line => new { line.ImportId, line.ParticipantId, Answers = JsonElement.Parse(line.Answers), line.SubmittedAt });
    }

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<ImportLine> Of(DataSubject subject) =>
        db.Set<ImportLine>().Where(line => line.ParticipantId != null && subject.Pseudonyms.Contains(line.ParticipantId.Value));
}
