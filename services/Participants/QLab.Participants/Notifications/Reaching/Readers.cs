using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Participations;
using QLab.Participants.People;

namespace QLab.Participants.Notifications.Reaching;

public enum NotReachedBecause
{
    Left,

    /// <summary>They have not said that they may be written to, or have taken it back.</summary>
    NoConsent,

    /// <summary>Mail to their address came back for good.</summary>
    MailReturned,
}

/// <summary>Somebody who takes part, and how what a Lab tells its participants reaches them now.</summary>
/// <param name="PersonVersion">Of the person's row that this was read from.</param>
/// <param name="ByPost">Whether they prefer post and have said where to.</param>
sealed record Reader(
    Guid Id, Guid ProjectId, Guid AuditId, uint PersonVersion, byte[] AddressHash, bool ByPost, NotReachedBecause? NotReached)
{
    /// <summary>As other services are told: mail, post, or why neither.</summary>
    public string Reach =>
        NotReached is { } because ? JsonNamingPolicy.CamelCase.ConvertName(because.ToString()) : ByPost ? "post" : "mail";
}

/// <summary>The one rule of who is reached and how, by the consent, the preference and the bounces as they are now.</summary>
sealed class Readers(ParticipantsDb db, BouncedAddresses bounced)
{
    /// <summary>Those of them who are people still.</summary>
    public async Task<List<Reader>> FindAsync(IQueryable<Participation> participations, CancellationToken ct)
    {
        var rows = await (
            from participation in participations
            join person in db.People on participation.PersonId equals person.Id
            select new
            {
                participation.Id, participation.ProjectId, Left = participation.LeftAt != null, person.Email, person.AuditId,
                person.RowVersion,
                ByPost = person.PreferredContact == PreferredContact.Post && person.PostalAddress != null,
                MayBeContacted = db.ConsentEntries.Where(e => e.LedgerId == participation.LedgerId && e.Purpose == Purpose.Contact)
                    .OrderByDescending(e => e.Position).Select(e => e.Given).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(ct);
        var hashes = rows.ConvertAll(row => bounced.HashOf(row.Email));
        var returned = (await bounced.HardAsync(hashes, ct)).ConvertAll(Convert.ToHexString).ToHashSet();
        return [.. rows.Zip(hashes, (row, hash) => new Reader(
            row.Id, row.ProjectId, row.AuditId, row.RowVersion, hash, row.ByPost,
            row.Left ? NotReachedBecause.Left
            : !row.MayBeContacted ? NotReachedBecause.NoConsent
            : !row.ByPost && returned.Contains(Convert.ToHexString(hash)) ? NotReachedBecause.MailReturned
            : null))];
    }
}
