using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Participants.Consumers;

/// <summary>
/// What somebody ticked on the form of a survey is recorded as their own consent, once. What they have refused or withdrawn since is not
/// given again by a late message, and nothing is recorded of who has left or was erased.
/// </summary>
sealed class RecordFormConsents(ParticipantsDb db, ConsentLedger ledger, TimeProvider time) : IHandle<FormConsentsGiven>
{
    const string HeldBy = "the surveys service, with the answers";

    public async Task Handle(IReadOnlyList<FormConsentsGiven> events, CancellationToken ct)
    {
        Guid[] ids = [.. events.Select(e => e.ParticipantId).Distinct()];
        var known = await db.Participations.Where(p => ids.Contains(p.Id) && p.PersonId != null && p.LeftAt == null)
            .AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var latest = await ledger.LatestAsync(known.Values, ct);
        var now = time.GetUtcNow();
        var recorded = new HashSet<(Guid, Purpose)>();
        foreach (var given in events.OrderBy(e => e.OccurredAt))
        {
            if (!known.TryGetValue(given.ParticipantId, out var participation) || participation.ProjectId != given.ProjectId) continue;
            foreach (var text in given.Purposes)
            {
                if (!Enum.TryParse<Purpose>(text, ignoreCase: true, out var purpose)) continue;
                var before = latest.GetValueOrDefault((participation.LedgerId!.Value, purpose));
                if (before is { Given: true } || before?.RecordedAt >= given.OccurredAt) continue;
                if (!recorded.Add((participation.Id, purpose))) continue;
                await ledger.RecordAsync(
                    participation, purpose, given: true, given.ByStaff ? ConsentMethod.Staff : ConsentMethod.Form,
                    ConsentLedger.After(before, now), ct, new(given.Form, DateOnly.FromDateTime(now.UtcDateTime), HeldBy));
            }
        }
    }
}
