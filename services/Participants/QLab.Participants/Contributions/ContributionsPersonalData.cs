using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Contributions;

/// <summary>The list of what somebody gave goes with them; what they gave is its own service's to erase.</summary>
sealed class ContributionsPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "contributions";

    public IReadOnlyList<string> Tables => ["contributions"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.Contributions.Where(c => subject.Pseudonyms.Contains(c.ParticipationId) && c.Label != null).OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.ProjectId, c.Service, c.Kind, c.GivenAt, c.TakenBack, c.Counts, c.Themes, c.Insights, c.UsedIn, c.SetAside })
            .ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.Contributions.Where(c => subject.Pseudonyms.Contains(c.ParticipationId)).ExecuteDeleteAsync(ct);
}
