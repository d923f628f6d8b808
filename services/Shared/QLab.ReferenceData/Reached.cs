using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

/// <summary>Why somebody gets neither a mail nor a letter.</summary>
public enum NotReachedBecause
{
    /// <summary>They take part no more.</summary>
    Left,

    /// <summary>They have not said that they may be written to, or have taken it back.</summary>
    NoConsent,

    /// <summary>Mail to their address came back for good.</summary>
    MailReturned,
}

/// <summary>Some who are not reached.</summary>
/// <param name="Reason">Why not.</param>
/// <param name="Count">How many.</param>
public sealed record NotReachedCount(NotReachedBecause Reason, int Count);

/// <summary>
/// How many of those who are written to are reached, as far as the service has been told. The participants service decides again when a
/// message goes out.
/// </summary>
/// <param name="ByMail">How many get a mail.</param>
/// <param name="ByPost">How many get a letter, which staff print.</param>
/// <param name="LeftOut">How many get neither, and why.</param>
public sealed record ReachCounts(int ByMail, int ByPost, IReadOnlyList<NotReachedCount> LeftOut);

/// <summary>Counts who is reached by what a service asks for to be written to them.</summary>
public static class Reached
{
    /// <summary>
    /// How many of these participants are reached. Of whom nothing was told yet there is no consent yet: never asked reads like withdrawn.
    /// </summary>
    /// <param name="db">The service's database, which keeps <see cref="Participant"/>.</param>
    /// <param name="projectId">The project that they take part in.</param>
    /// <param name="participantIds">Those who are written to, each once.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<ReachCounts> ReachAsync(
        this ServiceDb db, Guid projectId, IReadOnlyCollection<Guid> participantIds, CancellationToken ct)
    {
        Guid[] ids = [.. participantIds];
        var present = await db.Set<Participant>().Where(p => p.ProjectId == projectId && p.Present && ids.Contains(p.Id))
            .GroupBy(p => p.Reach ?? "").Select(same => new { same.Key, Count = same.Count() })
            .ToDictionaryAsync(same => same.Key, same => same.Count, ct);
        var (mail, post, returned, all) = (Of("mail"), Of("post"), Of("mailReturned"), present.Values.Sum());
        NotReachedCount[] leftOut =
        [
            new(NotReachedBecause.Left, ids.Length - all), new(NotReachedBecause.NoConsent, all - mail - post - returned),
            new(NotReachedBecause.MailReturned, returned),
        ];
        return new(mail, post, [.. leftOut.Where(left => left.Count > 0)]);

        int Of(string reach) => present.GetValueOrDefault(reach);
    }
}
