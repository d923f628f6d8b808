using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Contracts;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.Participants.People.AccessNeeds;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Imports;

/// <summary>
/// Adds the people of some lines and lets them join. Everything commits together with the lines' outcomes, so each line counts once.
/// </summary>
sealed class AddLines(ParticipantsDb db, IEvents events, ConsentLedger ledger, AuditLog audit, TimeProvider time)
{
    public async Task RunAsync(Import import, IReadOnlyList<ImportLine> lines, CancellationToken ct)
    {
        var project = await db.Projects.AsNoTracking().SingleAsync(p => p.Id == import.ProjectId, ct);
        var organisations = await CheckLines.OrganisationsAsync(lines, db, ct);
        var known = await CheckLines.KnownAsync(lines, db, ct);
        var subjects = new List<Guid>();

        foreach (var line in lines.Where(line => line.Outcome == LineOutcome.Ready || line.Outcome == LineOutcome.LooksLike && import.LookAlikes == LookAlikes.Add))
        {
            // The list was checked some time ago: the project may have closed, and somebody may have been added by hand.
            if (project.IsClosed)
            {
                line.Reasons = [new("", "The project has been closed meanwhile.")];
                import.Settle(line, LineOutcome.Refused);
            }
            else if (known.TryGetValue(line.EmailKey, out var person))
            {
                line.OfPerson = person;
                import.Settle(line, LineOutcome.Duplicate);
            }
            else
            {
                var organisation = line.Fields.Organisation is { } name ? organisations.GetValueOrDefault(name) : null;
                subjects.Add(await AddAsync(import, line, organisation, project.Simulated, ct));
                known.Add(line.EmailKey, line.OfPerson!.Value);
            }
        }
        if (subjects.Count > 0) await audit.ChangedAsync($"person, by import {import.Id}", ct, [.. subjects]);
    }

    async Task<Guid> AddAsync(Import import, ImportLine line, Guid? organisation, bool simulated, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var reading = LineReading.Of(line.Fields, import.ReceivedAt);
        var person = new Person
        {
            Id = Guid.CreateVersion7(now), Name = reading.Person.Name, Email = reading.Person.Email,
            PreferredContact = reading.Person.PreferredContact,
            OrganisationId = organisation, Simulated = simulated, AddedAt = now,
        };
        reading.Person.ApplyTo(person);
        var participation = new Participation
        {
            Id = Guid.CreateVersion7(now), ProjectId = import.ProjectId, PersonId = person.Id, QMember = reading.QMember,
            RemoteOnly = reading.RemoteOnly, JoinedAt = now,
            Perspectives = [.. reading.Perspectives.Select(p => p.ToPerspective())],
        };
        db.People.Add(person);
        db.Participations.Add(participation);
        db.AccessNeeds.AddRange(reading.Person.AccessNeeds.Select(words => AccessNeed.Record(person.Id, NeedCategory.Other, words, IdentifiedBy.Themselves, now)));
        events.Publish(new ParticipantJoined(import.ProjectId, participation.Id, [.. participation.Perspectives.Select(p => p.Name)], now));
        foreach (var purpose in reading.Consents?.Purposes ?? [])
            await ledger.RecordAsync(participation, purpose, given: true, ConsentMethod.Paper, now, ct, reading.Consents!.Paper);
        (line.OfPerson, line.ParticipationId) = (person.Id, participation.Id);
        import.Settle(line, LineOutcome.Added);
        return person.AuditId;
    }
}
