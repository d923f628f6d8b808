using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.People;

/// <summary>
/// The person, and how they take part. Registered last: others find what is theirs by the ids that go here. A participation stays as a
/// count under a random id, with the kinds of its perspectives and its days; the steps it reached follow by their foreign key.
/// </summary>
sealed class PeoplePersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "person";
    public IReadOnlyList<string> Tables => ["people", "participations", "participation_steps", "told_affiliations", "told_reach"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Where(p => p.Id == subject.Subject)
            .Select(p => new { p.Id, p.Name, p.DisplayName, p.Email, p.PostalAddress, p.PreferredContact, p.Language, p.OrganisationId, p.AddedAt }).SingleOrDefaultAsync(ct);
        if (person is null) return null;

        var participations =
            await db.Participations.AsNoTracking().Where(p => p.PersonId == subject.Subject).OrderBy(p => p.Id).ToListAsync(ct);
        Guid[] ids = [.. participations.Select(p => p.Id)];
        var steps = (await db.ParticipationSteps.AsNoTracking().Where(s => ids.Contains(s.ParticipationId)).ToListAsync(ct)).ToLookup(
            s => s.ParticipationId, s => s.Step);
        return new
        {
            Person = person,
            Participations = participations.ConvertAll(p => new { p.Id, p.ProjectId, p.Perspectives, p.QMember, p.RemoteOnly, p.JoinedAt, p.LeftAt, Steps = steps[p.Id].Order().ToList() }),
        };
    }

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        Guid[] pseudonyms = [.. subject.Pseudonyms];
        await db.Database.ExecuteSqlAsync($"DELETE FROM told_affiliations WHERE participation_id = ANY({pseudonyms})", ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE participations SET
                id = gen_random_uuid(), person_id = NULL, ledger_id = NULL, remote_only = false,
                perspectives = (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', each -> 'kind')), '[]') FROM jsonb_array_elements(perspectives) AS each),
                joined_at = date_trunc('day', joined_at, 'UTC'), left_at = date_trunc('day', left_at, 'UTC')
            WHERE person_id = {subject.Subject} OR id = ANY({pseudonyms}) AND ledger_id IS NOT NULL
            """, ct);
        // After the participations, which whoever tells of them holds.
        await db.Database.ExecuteSqlAsync($"DELETE FROM told_reach WHERE participation_id = ANY({pseudonyms})", ct);
        await db.People.Where(p => p.Id == subject.Subject).ExecuteDeleteAsync(ct);
    }
}
