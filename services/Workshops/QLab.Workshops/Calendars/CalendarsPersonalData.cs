using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Calendars;

sealed class CalendarsPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "calendarFeeds";

    public IReadOnlyList<string> Tables => ["calendar_feeds"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await Of(subject).OrderBy(f => f.Id).Select(f => new { f.Id, f.ParticipantId, f.MadeAt, WorkshopIds = f.Shown }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<CalendarFeed> Of(DataSubject subject) => db.CalendarFeeds.Where(f => subject.Pseudonyms.Contains(f.ParticipantId));
}
