using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.Participants.Roles;
using QLab.Participants.Tokens;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.SignIn;

/// <param name="RefreshToken">Good once, for the next pair; null for programs.</param>
sealed record IssuedTokens(string AccessToken, int ExpiresInSeconds, string Scope, string? RefreshToken);

/// <summary>Begins, renews and ends sessions. What it changes is saved by the caller, except where a method says otherwise.</summary>
sealed class Sessions(
    ParticipantsDb db, AccessTokens tokens, RefreshTokens refreshTokens, IOptions<SignInOptions> options, TimeProvider time)
{
    /// <summary>Within a transaction; see <see cref="ChangeRightsAsync"/>.</summary>
    public async Task<Session> StartAsync(Guid personId, CancellationToken ct)
    {
        await LockRightsAsync(personId, ct);
        var session = Session.Start(personId, time.GetUtcNow());
        db.Sessions.Add(session);
        return session;
    }

    public async Task<IssuedTokens> TokensAsync(Session session, CancellationToken ct)
    {
        var roles = await RolesOf.PersonAsync(db, session.PersonId, ct);
        var issued = await tokens.IssueAsync(session, roles, ct);
        return new(issued.Token, issued.ExpiresInSeconds, issued.Scope, refreshTokens.For(session));
    }

    /// <summary>Stores the new generation; a token that was copied ends its session at once.</summary>
    /// <returns>Null when the token is good for nothing.</returns>
    public async Task<IssuedTokens?> RefreshAsync(string refreshToken, CancellationToken ct)
    {
        if (RefreshTokens.Read(refreshToken) is not var (id, generation)) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var session = await db.Sessions.FromSql($"SELECT * FROM sessions WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);
        if (session is null || !refreshTokens.IsProven(refreshToken, session)) return null;

        var outcome = session.Refresh(generation, time.GetUtcNow(), options.Value);
        if (outcome is Refreshing.Over or Refreshing.Reused) await EndAsync(session.Id, ct);
        await db.SaveChangesAsync(ct);
        var issued = outcome is Refreshing.Rotated or Refreshing.Repeated ? await TokensAsync(session, ct) : null;
        await transaction.CommitAsync(ct);
        return issued;
    }

    /// <summary>Takes effect at once; revoked first, so that nothing is lost if the process ends in between.</summary>
    public async Task EndAsync(Guid sessionId, CancellationToken ct)
    {
        // A token that is being signed at this moment goes too; the session never gives another.
        await db.RevokeTokensAsync(Callers.SessionClaim, sessionId.ToString(), time.GetUtcNow().AddMinutes(1), ct);
        await db.Sessions.Where(s => s.Id == sessionId).ExecuteDeleteAsync(ct);
    }

    public async Task EndAllAsync(Guid personId, CancellationToken ct)
    {
        foreach (var session in await db.Sessions.Where(s => s.PersonId == personId).Select(s => s.Id).ToListAsync(ct))
            await EndAsync(session, ct);
    }

    /// <summary>
    /// The person stays signed in, but tokens with the former rights are refused everywhere and the next refresh gives new ones.
    /// Call it in the transaction of the change: whoever signs in or refreshes meanwhile waits for it and gets the new rights.
    /// </summary>
    public async Task ChangeRightsAsync(Guid personId, CancellationToken ct)
    {
        await LockRightsAsync(personId, ct);
        foreach (var session in await db.Sessions.FromSql($"SELECT * FROM sessions WHERE person_id = {personId} FOR UPDATE")
            .ToListAsync(ct))
            await db.RevokeTokensAsync(Callers.SessionClaim, session.Id.ToString(), session.RefuseTokensBefore(time.GetUtcNow()), ct);
    }

    Task LockRightsAsync(Guid personId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({personId.ToString()}, 3))", ct);
}

/// <summary>A refresh token names its session and its generation and proves both with a keyed hash; it is stored nowhere.</summary>
sealed class RefreshTokens(KeyedHash hash)
{
    const int IdSize = 16, GenerationSize = sizeof(int), ProofSize = 32, Size = IdSize + GenerationSize + ProofSize;

    public string For(Session session) => Base64Url.EncodeToString(Bytes(session.Id, session.Generation, session.Secret));

    /// <returns>What the token claims, not yet proven.</returns>
    public static (Guid Session, int Generation)? Read(string token) =>
        Decode(token) is { } bytes ? (new Guid(bytes.AsSpan(0, IdSize)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(IdSize))) : null;

    public bool IsProven(string token, Session session) =>
        Read(token) is { } claimed
            && CryptographicOperations.FixedTimeEquals(Decode(token), Bytes(session.Id, claimed.Generation, session.Secret));

    byte[] Bytes(Guid id, int generation, byte[] secret)
    {
        var bytes = new byte[Size];
        id.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(IdSize), generation);
        hash.Of("refresh token", secret, bytes[..(IdSize + GenerationSize)]).CopyTo(bytes, IdSize + GenerationSize);
        return bytes;
    }

    static byte[]? Decode(string token)
    {
        var bytes = new byte[Size];
        return token.Length == Base64Url.GetEncodedLength(Size) && Base64Url.IsValid(token) && Base64Url.DecodeFromChars(token, bytes) == Size ? bytes : null;
    }
}
