using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.People.AccessNeeds;

sealed class AccessNeedsPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "accessNeeds";
    public IReadOnlyList<string> Tables => ["access_needs"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var needs = await db.AccessNeeds.AsNoTracking().Where(n => n.PersonId == subject.Subject).OrderBy(n => n.Id).ToListAsync(ct);
        return needs.ConvertAll(AccessNeedView.Of);
    }

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.AccessNeeds.Where(n => n.PersonId == subject.Subject).ExecuteDeleteAsync(ct);
}
