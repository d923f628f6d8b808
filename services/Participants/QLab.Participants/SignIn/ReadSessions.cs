using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.SignIn;

/// <param name="Current">The session that asks.</param>
sealed record SessionView(Guid Id, DateTimeOffset StartedAt, DateTimeOffset LastUsedAt, DateTimeOffset EndsAt, bool Current);

static class ReadSessions
{
    public static async Task<Ok<IReadOnlyList<SessionView>>> OfMe(
        ClaimsPrincipal user, ParticipantsDb db, IOptions<SignInOptions> options, CancellationToken ct)
    {
        var person = user.Myself();
        var own = await db.Sessions.AsNoTracking()
            .Where(s => s.PersonId == person)
            .OrderByDescending(s => s.RefreshedAt)
            .Take(200)
            .ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<SessionView>>([.. own.Select(s => new SessionView(
            s.Id, s.StartedAt, s.RefreshedAt, s.EndsAt(options.Value.SessionIdle, options.Value.SessionLongest),
            s.Id == user.SessionId()))]);
    }
}
