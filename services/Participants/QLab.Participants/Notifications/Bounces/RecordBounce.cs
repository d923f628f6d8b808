using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Notifications.Bounces;

public sealed record RecordBounceRequest(
    [property: Required, Email] string Email,
    BounceKind Kind)
{
    /// <summary>What the mail server said; addresses in it are left out.</summary>
    [StringLength(500)]
    public string? Reason { get; init; }
}

/// <summary>The answer is the same whether anybody has the address.</summary>
static partial class RecordBounce
{
    public static async Task<NoContent> Handle(
        RecordBounceRequest request, ParticipantsDb db, BouncedAddresses bounced, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        await bounced.RecordAsync(request.Email, request.Kind, WithoutAddresses(request.Reason), time.GetUtcNow(), ct);
        var key = EmailAddress.KeyOf(request.Email);
        await audit.ChangedAsync("bounce", ct, await db.People.Where(p => p.EmailKey == key).Select(p => p.AuditId).ToArrayAsync(ct));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    static string? WithoutAddresses(string? reason) => reason is null ? null : Address().Replace(reason, "[address]");

    [GeneratedRegex(@"[^\s<>]*@[^\s<>]*")]
    private static partial Regex Address();
}
