using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Publications.Contributions;

/// <summary>That something was given stays, so that what was built on it can still be followed; by whom does not.</summary>
sealed class ContributionsPersonalData(PublicationsDb db) : IPersonalData
{
    public string Name => "contributions";

    public IReadOnlyList<string> Tables => ["contributions", "batched_contributions"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await Of(subject).OrderBy(c => c.GivenAt).Select(c => new
        {
            c.Id, c.Kind, c.ProjectId, c.ParticipantId, c.Service, c.GivenAt, Follow = "/api/publications/v1/lineage/contributions/" + c.Id,
        }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        Guid[] pseudonyms = [.. subject.Pseudonyms];
        return db.Database.ExecuteSqlAsync($"UPDATE contributions SET participant_id = NULL WHERE participant_id = ANY({pseudonyms})", ct);
    }

    IQueryable<Contribution> Of(DataSubject subject) =>
        db.Contributions.Where(c => c.ParticipantId != null && subject.Pseudonyms.Contains(c.ParticipantId.Value));
}
