using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Workshops;

sealed class FacilitatorsPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "facilitating";

    public IReadOnlyList<string> Tables => ["facilitators"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from facilitator in Of(subject)
        join workshop in db.Workshops on facilitator.WorkshopId equals workshop.Id
        orderby workshop.StartsAt
        select new { WorkshopId = workshop.Id, workshop.Title, workshop.StartsAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<Facilitator> Of(DataSubject subject)
    {
        var ids = subject.Ids;
        return db.Facilitators.Where(f => ids.Contains(f.PersonId));
    }
}
