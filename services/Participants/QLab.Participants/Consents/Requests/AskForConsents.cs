using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Consents.Requests;

[Example("""{ "participantIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "purposes": ["research", "quotation"] }""")]
public sealed record AskForConsentsRequest(
    [property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<Guid> ParticipantIds,
    [property: Required, MinLength(1), MaxLength(6)] IReadOnlyList<Purpose> Purposes)
{
    /// <summary>Every fault at once, by JSON Pointer.</summary>
    internal Dictionary<string, string[]> Faults(IReadOnlyDictionary<Guid, Participation> known)
    {
        var faults = new Dictionary<string, string[]>();
        for (var i = 0; i < ParticipantIds.Count; i++)
            if (!known.ContainsKey(ParticipantIds[i])) faults[$"/participantIds/{i}"] = ["There is no such participant in this project."];
            else if (ParticipantIds.Take(i).Contains(ParticipantIds[i]))
                faults[$"/participantIds/{i}"] = ["This participant is there already."];
        for (var i = 0; i < Purposes.Count; i++)
            if (Purposes.Take(i).Contains(Purposes[i])) faults[$"/purposes/{i}"] = ["This purpose is there already."];
        return faults;
    }
}

public enum NotAskedBecause
{
    Left,

    /// <summary>They said that they do not want to be written to.</summary>
    RefusesContact,
    PrefersPost,

    /// <summary>Mail to their address came back for good.</summary>
    MailReturned,
    GivenAlready,

    /// <summary>A link that they were sent can still be answered.</summary>
    AskedAlready,
}

sealed record NotAsked(NotAskedBecause Reason, int Count, IReadOnlyList<Guid> ParticipantIds);

/// <param name="Asked">How many get a mail; each is asked only for what they have not given yet.</param>
/// <param name="LeftOut">Who gets none, and why.</param>
sealed record AskedForConsents(int Asked, IReadOnlyList<NotAsked> LeftOut);

/// <summary>
/// Asks people for consents by mail. Whoever was never asked about contact may be asked this way, because otherwise nobody could be;
/// whoever said no to it is not written to.
/// </summary>
static class AskForConsents
{
    public static async Task<Results<Ok<AskedForConsents>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, AskForConsentsRequest request, ClaimsPrincipal user, ParticipantsDb db, ConsentLedger ledger, ConsentMails mails,
        AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();

        var known = await db.Participations.VisibleTo(user, db)
            .Where(p => p.ProjectId == projectId && p.PersonId != null && request.ParticipantIds.Contains(p.Id))
            .AsNoTracking().ToDictionaryAsync(p => p.Id, ct);
        var faults = request.Faults(known);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var latest = await ledger.LatestAsync(known.Values, ct);
        var now = time.GetUtcNow();
        Guid?[] personIds = [.. known.Values.Select(p => p.PersonId)];
        var people = await db.People.AsNoTracking().Where(p => personIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var open = await db.ConsentRequests.Where(r => known.Keys.Contains(r.ParticipationId) && r.AnsweredAt == null && r.ExpiresAt > now)
            .Select(r => r.ParticipationId).ToListAsync(ct);

        var leftOut = new List<(NotAskedBecause Reason, Guid ParticipantId)>();
        foreach (var participation in request.ParticipantIds.Select(id => known[id]))
        {
            var person = people[participation.PersonId!.Value];
            Purpose[] missing = [.. request.Purposes.Where(purpose => !(LatestOf(purpose) is { Given: true }))];
            NotAskedBecause? reason = participation.LeftAt is not null ? NotAskedBecause.Left
                : LatestOf(Purpose.Contact) is { Given: false } ? NotAskedBecause.RefusesContact
                : missing.Length == 0 ? NotAskedBecause.GivenAlready
                : open.Contains(participation.Id) ? NotAskedBecause.AskedAlready
                : person.PreferredContact == PreferredContact.Post ? NotAskedBecause.PrefersPost
                : await mails.ComeBackAsync(person, ct) ? NotAskedBecause.MailReturned : null;
            if (reason is { } because) leftOut.Add((because, participation.Id));
            else mails.Add(participation, project, missing, now);

            ConsentEntry? LatestOf(Purpose purpose) => latest.GetValueOrDefault((participation.LedgerId!.Value, purpose));
        }
        await audit.ChangedAsync("consent requests", ct, [.. people.Values.Select(p => p.AuditId)]);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new AskedForConsents(known.Count - leftOut.Count, [.. leftOut.GroupBy(left => left.Reason)
            .OrderBy(of => of.Key).Select(of => new NotAsked(of.Key, of.Count(), [.. of.Select(left => left.ParticipantId)]))]));
    }
}

/// <summary>The mails that ask for consents, with the links in them.</summary>
sealed class ConsentMails(
    ParticipantsDb db, NotificationQueue queue, BouncedAddresses bounced, IConfiguration configuration)
{
    public Task<bool> ComeBackAsync(Person person, CancellationToken ct) => bounced.HardAsync(person.Email, ct);

    public void Add(Participation participation, Project project, IEnumerable<Purpose> purposes, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        db.ConsentRequests.Add(new()
        {
            Id = Guid.CreateVersion7(now), ParticipationId = participation.Id, Purposes = [.. purposes.Select(PurposeText.Of)],
            TokenHash = HashOf(token), AskedAt = now,
        });
        queue.Add(Guid.CreateVersion7(now), new(ParticipationId: participation.Id), "consent-request", new Dictionary<string, string>
        {
            ["project"] = project.Title,
            ["consentUrl"] = $"{configuration.PublicUrl()}/api/participants/v1/consent-requests/answer?token={token}",
        });
    }

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
