using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Affiliations;

sealed class AffiliationsPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "affiliations";

    public IReadOnlyList<string> Tables => ["affiliations"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await Of(subject).Where(a => a.OrganisationId != null).Select(a => new { a.ParticipantId, a.OrganisationId }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<Affiliation> Of(DataSubject subject) => db.Affiliations.Where(a => subject.Pseudonyms.Contains(a.ParticipantId));
}
