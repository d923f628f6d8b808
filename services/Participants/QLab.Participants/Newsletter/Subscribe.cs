using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Templates;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Newsletter;

[Example("""{ "email": "alex@example.org", "language": "en" }""")]
public sealed record SubscribeRequest(
    [property: Required, Email] string Email)
{
    /// <summary>The language to write in.</summary>
    [Language]
    public string Language { get; init; } = BuiltInTemplates.Fallback;

    /// <summary>The project whose newsletter it is; that of the whole platform when absent.</summary>
    public Guid? ProjectId { get; init; }
}

/// <summary>Anybody may ask, for any address; only who reads there can say yes. The answer is the same for every address.</summary>
static class Subscribe
{
    public static async Task<Results<Accepted, ValidationProblem, ProblemHttpResult>> Handle(
        SubscribeRequest request, HttpContext http, ParticipantsDb db, NotificationQueue queue, NewsletterLinks links, AsksByAddress asks,
        NewsletterConsent consent,
        TimeProvider time, CancellationToken ct)
    {
        if (asks.RefusedFor(http) is { } seconds) return NewsletterErrors.TooManyAsks(seconds).ToProblem();
        if (request.ProjectId is { } project && !await db.Projects.AnyAsync(p => p.Id == project, ct))
            return Refusal.NotFound("project").ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        var key = EmailAddress.KeyOf(request.Email);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({key}, 3))", ct);
        var now = time.GetUtcNow();
        var subscription = await db.Subscriptions.SingleOrDefaultAsync(s => s.EmailKey == key && s.ProjectId == request.ProjectId, ct);
        if (subscription is null)
            db.Subscriptions.Add(subscription = new() { Id = Guid.CreateVersion7(), ProjectId = request.ProjectId, Email = request.Email, EmailKey = key, Language = request.Language, AsksSince = now });
        if (subscription.MayAsk(now) && !await consent.HoldsAsync(subscription, ct))
        {
            var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            subscription.Language = request.Language;
            subscription.Ask(HashOf(token), now);
            queue.Add(Guid.CreateVersion7(), new(SubscriptionId: subscription.Id), "newsletter-confirm", new Dictionary<string, string> { ["confirmUrl"] = links.Confirm(token) });
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted((string?)null);
    }

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

/// <summary>How often one client address may ask for the newsletter: <c>Newsletter:AsksAnHour</c>, 20 when not set.</summary>
sealed class AsksByAddress(IConfiguration configuration)
    : LimitByAddress(configuration.GetValue("Newsletter:AsksAnHour", 20), TimeSpan.FromHours(1));
