using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Participants.Projects.Counts;

/// <summary>Why a number is not known, or is not the whole of it.</summary>
public enum NotKnown
{
    /// <summary>Somebody answered anonymously: nobody can say who, or whether they are counted already.</summary>
    AnsweredAnonymously,

    /// <summary>It is withheld, because it or what is left of another would be from 1 to 7 people.</summary>
    SmallNumber,
}

/// <param name="People">
/// Different people who are known to have answered, booked a place, been noted or posted, each counted once; null when it is not known.
/// </param>
/// <param name="Reason">Why it is null; beside a number, that there may be more.</param>
sealed record InvolvedPeople(long? People, NotKnown? Reason)
{
    /// <summary>Whether anybody may see it; staff see it in any case.</summary>
    [JsonIgnore]
    public bool IsPublic { get; init; }

    public static InvolvedPeople Of(ReachedPeople reached, bool anonymously) => new(
        reached.Involved == 0 && anonymously ? null : reached.Involved, anonymously ? NotKnown.AnsweredAnonymously : null)
    {
        IsPublic = reached.MayBeShown,
    };

    public InvolvedPeople ForThePublic() => People is null || IsPublic ? this : new(null, NotKnown.SmallNumber);
}

/// <summary>How many different people have reached which step; somebody who joined twice is one.</summary>
sealed record ReachedPeople(long Joined, long Involved, long Answered, long Booked, long Noted, long Posted)
{
    /// <summary>Whether no few people are left over between it and what representation shows.</summary>
    public bool MayBeShown => !new[]
    {
        Involved, Joined - Involved, Involved - Answered, Involved - Booked, Involved - Noted, Involved - Posted,
    }.Any(SmallNumbers.IsSmall);

    public static Task<ReachedPeople> ReadAsync(ParticipantsDb db, Guid project, CancellationToken ct) =>
        db.Database.SqlQuery<ReachedPeople>($"""
        SELECT count(DISTINCT who) AS "Joined", count(DISTINCT who) FILTER (WHERE step IS NOT NULL) AS "Involved",
            count(DISTINCT who) FILTER (WHERE step = 'Answered') AS "Answered",
            count(DISTINCT who) FILTER (WHERE step = 'Booked') AS "Booked",
            count(DISTINCT who) FILTER (WHERE step = 'Noted') AS "Noted",
            count(DISTINCT who) FILTER (WHERE step = 'Posted') AS "Posted"
        FROM (
            SELECT coalesce(p.person_id, p.id) AS who, s.step
            FROM participations p LEFT JOIN participation_steps s ON s.participation_id = p.id WHERE p.project_id = {project}
        ) reached
        """).SingleAsync(ct);
}
