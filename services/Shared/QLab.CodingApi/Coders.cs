using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.CodingApi;

public static class Coders
{
    /// <summary>The caller's id as a coder; made the first time.</summary>
    public static async Task<Guid> CoderAsync(this ServiceDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await db.FindCoderAsync(user, ct) is { } known) return known;
        var (person, client) = Caller(user);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO coders (id, person_id, client) VALUES ({Guid.CreateVersion7()}, {person}, {client}) ON CONFLICT DO NOTHING
            """, ct);
        return (await db.FindCoderAsync(user, ct))!.Value;
    }

    /// <summary>The caller's id as a coder; null while they have coded nothing.</summary>
    public static Task<Guid?> FindCoderAsync(this ServiceDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var (person, client) = Caller(user);
        return db.Set<Coder>()
            .Where(c => person != null ? c.PersonId == person : c.Client == client)
            .Select(c => (Guid?)c.Id)
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Whether some id stands for no coder.</summary>
    public static async Task<Refusal?> CoderFaultAsync(this ServiceDb db, IReadOnlyCollection<Guid> coders, CancellationToken ct) =>
        await db.Set<Coder>().CountAsync(c => coders.Contains(c.Id), ct) == coders.Count ? null : Refusal.NotFound("coder");

    static (Guid? Person, string? Client) Caller(ClaimsPrincipal user) =>
        user.PersonId() is { } person
            ? (person, null)
            : (null, user.FindFirstValue("sub") ?? throw new InvalidOperationException("A token without sub codes nothing."));
}
