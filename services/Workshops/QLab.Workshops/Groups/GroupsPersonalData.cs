using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Groups;

sealed class GroupsPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "groups";

    public IReadOnlyList<string> Tables => ["group_members"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from grouping in db.Groupings
        from member in grouping.Members
        where subject.Pseudonyms.Contains(member.ParticipantId)
        orderby grouping.DrawnAt
        select new { grouping.WorkshopId, grouping.Session, member.Number, grouping.DrawnAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.Set<GroupMember>().Where(m => subject.Pseudonyms.Contains(m.ParticipantId)).ExecuteDeleteAsync(ct);
}
