using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Notifications.Reaching;

[Example("""{ "participantIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"] }""")]
public sealed record ReadReachRequest([property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<Guid> ParticipantIds);

public enum NotReachedBecause
{
    Left,

    /// <summary>They have not said that they may be written to, or have taken it back.</summary>
    NoConsent,

    /// <summary>Mail to their address came back for good.</summary>
    MailReturned,
}

sealed record NotReached(NotReachedBecause Reason, int Count, IReadOnlyList<Guid> ParticipantIds);

/// <param name="ByMail">Who would get a mail now.</param>
/// <param name="ByPost">Who would get a letter, which staff print.</param>
/// <param name="LeftOut">Who would get neither, and why.</param>
sealed record Reach(IReadOnlyList<Guid> ByMail, IReadOnlyList<Guid> ByPost, IReadOnlyList<NotReached> LeftOut);

/// <summary>
/// Who would be reached by what a service tells participants, an invitation or a notice: asked before it is sent, by the rule that is asked
/// again when it goes out.
/// </summary>
static class ReadReach
{
    public static async Task<Results<Ok<Reach>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, ReadReachRequest request, ParticipantsDb db, BouncedAddresses bounced, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        var rows = await (
            from participation in db.Participations
            join person in db.People on participation.PersonId equals person.Id
            where participation.ProjectId == projectId && request.ParticipantIds.Contains(participation.Id)
            select new Reader(
                participation.Id, participation.LeftAt != null, person.Email,
                person.PreferredContact == PreferredContact.Post && person.PostalAddress != null, person.AuditId,
                db.ConsentEntries.Where(e => e.LedgerId == participation.LedgerId && e.Purpose == Purpose.Contact)
                    .OrderByDescending(e => e.Position).Select(e => e.Given).FirstOrDefault()))
            .ToListAsync(ct);
        if (Faults(request, [.. rows.Select(row => row.Id)]) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);

        var reached = new List<(Reader Reader, NotReachedBecause? Because)>();
        foreach (var row in rows) reached.Add((row, await BecauseAsync(row, bounced, ct)));
        await audit.ReadAsync("reach", rows.Select(row => row.AuditId), ct);
        return TypedResults.Ok(new Reach(
            [.. reached.Where(r => r.Because is null && !r.Reader.ByPost).Select(r => r.Reader.Id)],
            [.. reached.Where(r => r.Because is null && r.Reader.ByPost).Select(r => r.Reader.Id)],
            [.. reached.Where(r => r.Because is not null).GroupBy(r => r.Because!.Value).OrderBy(of => of.Key)
                .Select(of => new NotReached(of.Key, of.Count(), [.. of.Select(r => r.Reader.Id)]))]));
    }

    static async Task<NotReachedBecause?> BecauseAsync(Reader reader, BouncedAddresses bounced, CancellationToken ct) =>
        reader.Left ? NotReachedBecause.Left
        : !reader.MayBeContacted ? NotReachedBecause.NoConsent
        : !reader.ByPost && await bounced.HardAsync(reader.Email, ct) ? NotReachedBecause.MailReturned
        : null;

    static Dictionary<string, string[]> Faults(ReadReachRequest request, HashSet<Guid> known)
    {
        var faults = new Dictionary<string, string[]>();
        for (var i = 0; i < request.ParticipantIds.Count; i++)
            if (!known.Contains(request.ParticipantIds[i]))
                faults[$"/participantIds/{i}"] = ["There is no such participant in this project."];
        return faults;
    }

    sealed record Reader(Guid Id, bool Left, string Email, bool ByPost, Guid AuditId, bool MayBeContacted);
}
