using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Consents.Requests;

sealed class ConsentRequestsPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "consentRequests";

    public IReadOnlyList<string> Tables => ["consent_requests"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await Of(subject).OrderBy(r => r.AskedAt)
        .Select(r => new { r.ParticipationId, r.Purposes, r.AskedAt, r.ExpiresAt, r.AnsweredAt }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<ConsentRequest> Of(DataSubject subject) => db.ConsentRequests.Where(r => subject.Pseudonyms.Contains(r.ParticipationId));
}
