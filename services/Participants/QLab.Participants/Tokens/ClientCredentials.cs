using Microsoft.EntityFrameworkCore;
using QLab.Participants.Clients;

namespace QLab.Participants.Tokens;

/// <summary>The client-credentials grant (RFC 6749 §4.4).</summary>
sealed class ClientCredentials(ParticipantsDb db, SecretCheck secrets, AccessTokens tokens, TimeProvider time)
{
    static readonly TimeSpan Noticed = TimeSpan.FromMinutes(5);

    public async Task<(TokenAnswer?, TokenError?)> TokenAsync(IFormCollection form, string? authorization, CancellationToken ct)
    {
        if (!TokenRequest.TryRead(form, authorization, out var request, out var fault)) return (null, fault);
        // Before the secret is read: what is rotated meanwhile ends this token too.
        var now = time.GetUtcNow();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == request.ClientId, ct);
        if (await secrets.MatchesAsync(client, request.ClientSecret, now, ct) is not { } right) return (null, TokenError.Busy);
        if (client is null || !right) return (null, TokenError.InvalidClient);
        if (client.RevokedAt is not null) return (null, TokenError.Revoked);
        if (client.ExpiresAt is { } end && end <= now) return (null, TokenError.Expired(end));

        var granted = await db.ScopesNowAsync(client, ct);
        var scopes = request.Scopes ?? granted;
        if (scopes.Count == 0 || scopes.Except(granted).Any())
            return (null, TokenError.InvalidScope("This client does not have every scope it asks for; leave scope out to get those it has."));

        await NoticeAsync(client, now, ct);
        var issued = await tokens.IssueAsync(client, scopes, now, ct);
        return (new TokenAnswer(issued.Token, "Bearer", issued.ExpiresInSeconds, issued.Scope), null);
    }

    /// <summary>When a client was last used, to five minutes: not a write for each token.</summary>
    async Task NoticeAsync(Client client, DateTimeOffset now, CancellationToken ct)
    {
        if (client.LastUsedAt is { } last && now - last < Noticed) return;
        await db.Clients.Where(c => c.Id == client.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastUsedAt, now), ct);
    }
}
