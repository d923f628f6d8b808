using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Workshops.Commitments;

/// <summary>
/// Mails a card back to whoever wrote it, on the morning of its day, once. What it says, and the link, are sealed: they are for its writer.
/// </summary>
sealed class SendDuePostcards(WorkshopsDb db, Notifications notifications, IConfiguration configuration, TimeProvider time) : IDueWork
{
    const string Template = "commitment-postcard";

    public static DueRows Rows { get; } = new(
        "commitments",
        """
        returned_at IS NULL AND participant_id IS NOT NULL AND return_by = 'Email'
            AND return_on <= (@now AT TIME ZONE 'Europe/London' - interval '9 hours')::date
        """,
        "return_on");

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        var commitment = await db.Commitments.SingleAsync(c => c.Id == id, ct);
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == commitment.WorkshopId, ct);
        var key = await db.MessageKeys.OrderByDescending(k => k.AnnouncedAt).Select(k => k.PublicKey).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException("Participants has not announced its key yet.");
        notifications.Request(
            new(SHA256.HashData([.. "commitment-postcard"u8, .. id.ToByteArray()]).AsSpan(0, 16)), workshop.ProjectId,
            commitment.ParticipantId!.Value, Template, new Dictionary<string, string>
            {
                ["title"] = workshop.Title, ["startsDay"] = workshop.StartsAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
            secrets: new(new Dictionary<string, string>
            {
                ["card"] = string.Join("\n\n", commitment.Answers.Where(a => a.Answer.Length > 0).Select(a => $"{a.Question}\n{a.Answer}")),
                ["outcomeUrl"] = $"{configuration.PublicUrl()}{OutcomeLink.Address}?token={commitment.Return(time.GetUtcNow())}",
            }, key));
    }
}
