using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications;
using QLab.Participants.Organisations;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Interests;

/// <summary>Takes expressions of interest in, with the mails that ask whether they were meant.</summary>
sealed class InterestMails(ParticipantsDb db, NotificationQueue queue, IConfiguration configuration)
{
    const int MostADay = 3;

    /// <summary>Whoever is put forward again and again gets three mails a day, from whichever project, and no more.</summary>
    public async Task AddAsync(ExpressionOfInterest interest, Organisation? partner, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({interest.EmailKey}, 5))", ct);
        var (key, dayBefore) = (interest.EmailKey, interest.ReceivedAt.AddDays(-1));
        var mailed = await db.ExpressionsOfInterest.CountAsync(
            i => i.EmailKey == key && i.ReceivedAt > dayBefore && i.TokenHash != null, ct);
        db.ExpressionsOfInterest.Add(interest);
        if (mailed >= MostADay) return;

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        interest.TokenHash = HashOf(token);
        queue.Add(Guid.CreateVersion7(), new(InterestId: interest.Id), "interest-confirm", new Dictionary<string, string>
        {
            ["by"] = partner is null ? "oneself" : "partner", ["partner"] = partner?.Name ?? "",
            ["confirmUrl"] = $"{configuration.PublicUrl()}/api/participants/v1/expressions-of-interest/confirm?token={token}",
        });
    }

    public void Declined(ExpressionOfInterest interest, string reason) => queue.Add(
        Guid.CreateVersion7(), new(InterestId: interest.Id), "interest-declined", new Dictionary<string, string> { ["reason"] = reason });

    public void Accepted(Guid participation) =>
        queue.Add(Guid.CreateVersion7(), new(ParticipationId: participation), "interest-accepted", new Dictionary<string, string>());

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
