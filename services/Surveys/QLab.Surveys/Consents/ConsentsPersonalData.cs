using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Surveys.Consents;

sealed class ConsentsPersonalData(SurveysDb db) : IPersonalData
{
    public string Name => "consents";

    public IReadOnlyList<string> Tables => ["research_consents"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.ResearchConsents.Where(c => subject.Pseudonyms.Contains(c.ParticipantId))
            .Select(c => new { c.ParticipantId, Purpose = ResearchConsent.Purpose, c.Given, c.ChangedAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.ResearchConsents.Where(c => subject.Pseudonyms.Contains(c.ParticipantId)).ExecuteDeleteAsync(ct);
}
