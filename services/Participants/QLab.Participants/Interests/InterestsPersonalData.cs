using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Interests;

/// <summary>What was said under the person's address, and what led to their taking part.</summary>
sealed class InterestsPersonalData(ParticipantsDb db, InterestRemoval removal) : IPersonalData
{
    public string Name => "expressionsOfInterest";

    public IReadOnlyList<string> Tables => ["expressions_of_interest"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        (await Of(subject).AsNoTracking().OrderBy(i => i.ReceivedAt).ToListAsync(ct)).ConvertAll(i => new
        {
            i.ProjectId, i.Name, i.Email, i.Language, i.Perspectives, i.Why, i.OrganisationId, i.State, i.Consents, i.ReceivedAt,
            i.ConfirmedAt, i.AnsweredAt,
        });

    public async Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        await removal.RemoveAsync(await Of(subject).Select(i => i.Id).ToListAsync(ct), ct);

    IQueryable<ExpressionOfInterest> Of(DataSubject subject)
    {
        var pseudonyms = subject.Pseudonyms.ToArray();
        return db.ExpressionsOfInterest.Where(i =>
            pseudonyms.Contains(i.ParticipationId!.Value) || db.People.Any(p => p.Id == subject.Subject && p.EmailKey == i.EmailKey));
    }
}
