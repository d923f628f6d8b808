using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents.Requests;
using QLab.Participants.Contributions;
using QLab.Participants.Group;
using QLab.Participants.Imports;
using QLab.Participants.Interests;
using QLab.Participants.Newsletter;
using QLab.Participants.Notifications;
using QLab.Participants.People;
using QLab.Participants.People.AccessNeeds;
using QLab.Participants.Rights;
using QLab.Participants.Roles;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants;

/// <summary>Everything that this service keeps about people, in the order in which it is told and erased.</summary>
static class ParticipantsPersonalData
{
    public static void AddParticipantsPersonalData(this IServiceCollection services)
    {
        services.AddScoped<IPersonalData, SignInPersonalData>();
        services.AddPersonalRows<RoleGrant>(
            "roles", ["role_grants"], subject => grant => grant.PersonId == subject.Subject,
            grants => grants.OrderBy(g => g.GrantedAt).Select(g => new RoleView(g.Role, g.OrganisationId, g.ProjectId, g.GrantedAt)));
        services.AddScoped<IPersonalData, AuditPersonalData>();
        services.AddScoped<IPersonalData, NotificationsPersonalData>();
        services.AddScoped<IPersonalData, NewsletterPersonalData>();
        services.AddScoped<IPersonalData, GroupPersonalData>();
        services.AddScoped<IPersonalData, ImportLinesPersonalData>();
        services.AddScoped<IPersonalData, InterestsPersonalData>();
        services.AddScoped<IPersonalData, ConsentsPersonalData>();
        services.AddPersonalRows<ConsentRequest>(
            "consentRequests", ["consent_requests"], subject => request => subject.Pseudonyms.Contains(request.ParticipationId),
            requests => requests.OrderBy(r => r.AskedAt).Select(r => new
            {
                r.ParticipationId, r.Purposes, r.AskedAt, r.ExpiresAt, r.AnsweredAt,
            }));
        // The list of what somebody gave; what they gave is its own service's to erase.
        services.AddPersonalRows<Contribution>(
            "contributions", ["contributions"], subject => contribution => subject.Pseudonyms.Contains(contribution.ParticipationId),
            contributions => contributions.Where(c => c.Label != null).OrderBy(c => c.Id).Select(c => new
            {
                c.Id, c.ProjectId, c.Service, c.Kind, c.GivenAt, c.TakenBack, c.Counts, c.Themes, c.Insights, c.UsedIn, c.SetAside,
            }));
        // Exports and corrections go with the person; an erasure names nobody and stays as the proof that it was done.
        services.AddPersonalRows<RightsRequest>(
            "requests", ["rights_requests", "export_parts"], subject => request => request.Subject == subject.Subject,
            requests => requests.OrderBy(r => r.RequestedAt).Select(r => new { r.Id, r.Kind, r.RequestedAt, r.CompletedAt }));
        services.AddPersonalRows<AccessNeed>(
            "accessNeeds", ["access_needs"], subject => need => need.PersonId == subject.Subject,
            needs => needs.OrderBy(n => n.Id).Select(n => AccessNeedView.Of(n)));
        // Last, because an erasure of a person takes the ids away by which the others find what is theirs.
        services.AddScoped<IPersonalData, PeoplePersonalData>();
    }
}

/// <summary>Codes and counts know an address only as a keyed hash, and for minutes or a day; they go all the same.</summary>
sealed class SignInPersonalData(ParticipantsDb db, SignInCodes codes, SignInLimits limits, Sessions sessions) : IPersonalData
{
    public string Name => "sessions";

    public IReadOnlyList<string> Tables { get; } = ["sessions", "sign_in_codes", "sign_in_counts"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await db.Sessions.Where(s => s.PersonId == subject.Subject).OrderBy(s => s.StartedAt)
            .Select(s => new { s.StartedAt, LastUsedAt = s.RefreshedAt }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        await sessions.EndAllAsync(subject.Subject, ct);
        if (await db.People.Where(p => p.Id == subject.Subject).Select(p => p.Email).SingleOrDefaultAsync(ct) is not { } email) return;
        var address = codes.HashOf(email);
        await db.SignInCodes.Where(c => c.AddressHash == address).ExecuteDeleteAsync(ct);
        await limits.ForgetAsync(address, ct);
    }
}

/// <summary>
/// Whoever asks learns what was done with their data. Erasing their row takes the only link to these entries, which then prove it of
/// nobody.
/// </summary>
sealed class AuditPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "audit";

    public IReadOnlyList<string> Tables { get; } = ["audit_entries"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var auditId = await db.People.Where(p => p.Id == subject.Subject).Select(p => p.AuditId).SingleOrDefaultAsync(ct);
        return await db.AuditEntries.Where(e => e.Subjects.Contains(auditId))
            .OrderBy(e => e.Position)
            .Select(e => new { e.At, e.Action, e.What })
            .ToListAsync(ct);
    }

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>
/// Lines that name somebody: those that added them, and those that would have, had the address not been known or the line not been
/// refused.
/// </summary>
sealed class ImportLinesPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "importedLines";
    public IReadOnlyList<string> Tables => ["import_lines"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var lines = await Naming(subject).AsNoTracking().OrderBy(l => l.ImportId).ThenBy(l => l.Position).ToListAsync(ct);
        return lines.ConvertAll(l => new { l.ImportId, Line = l.Number, l.Outcome, l.Fields });
    }

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        await Naming(subject).ExecuteDeleteAsync(ct);
        await db.ImportLines.Where(l => l.LikePerson == subject.Subject)
            .ExecuteUpdateAsync(line => line.SetProperty(l => l.LikePerson, (Guid?)null), ct);
    }

    IQueryable<ImportLine> Naming(DataSubject subject) => db.ImportLines.Where(l =>
        l.OfPerson == subject.Subject
        || l.ParticipationId != null && subject.Pseudonyms.Contains(l.ParticipationId.Value)
        || db.People.Any(p => p.Id == subject.Subject && p.EmailKey == l.EmailKey));
}

/// <summary>The ledger keeps its entries as proof; what makes them somebody's is the participation's ledger id, and that goes.</summary>
sealed class ConsentsPersonalData(ParticipantsDb db) : IPersonalData
{
    public string Name => "consents";

    public IReadOnlyList<string> Tables => ["consent_entries"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from participation in db.Participations
        join entry in db.ConsentEntries on participation.LedgerId equals entry.LedgerId
        join wording in db.ConsentWordings on new { entry.Purpose, Version = entry.WordingVersion } equals new { wording.Purpose, wording.Version }
        where subject.Pseudonyms.Contains(participation.Id)
        orderby entry.Position
        select new { ParticipantId = participation.Id, entry.Purpose, entry.Given, wording.Version, wording.Text, entry.RecordedAt, entry.Method, entry.Paper }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        db.Participations.Where(p => subject.Pseudonyms.Contains(p.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LedgerId, (Guid?)null), ct);
}
