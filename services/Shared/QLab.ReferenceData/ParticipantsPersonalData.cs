using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;

namespace QLab.ReferenceData;

sealed class ParticipantsPersonalData(ServiceDb db) : IPersonalData
{
    public string Name => "participations";

    public IReadOnlyList<string> Tables => ["participants"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await Of(subject).Select(p => new { ParticipantId = p.Id, p.ProjectId, p.Present, p.Perspectives, p.Reach }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    /// <remarks>The joining itself may still be on its way; its perspectives are then the older ones.</remarks>
    public async Task CorrectAsync(CorrectionRequested correction, CancellationToken ct)
    {
        if (!correction.Facts.TryGetValue("perspectives", out var perspectives)) return;
        if (!correction.Facts.TryGetValue("projectId", out var project)) return;
        await db.KeepAsync(new()
        {
            ProjectId = Guid.Parse(project[0]), Id = correction.Pseudonym,
            Perspectives = [.. perspectives], PerspectivesAt = correction.OccurredAt,
        }, ct);
    }

    IQueryable<Participant> Of(DataSubject subject) => db.Set<Participant>().Where(p => subject.Pseudonyms.Contains(p.Id));
}
