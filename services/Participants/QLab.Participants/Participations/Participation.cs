using System.Text.Json;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Participations;

public enum PerspectiveKind
{
    LivedExperience,
    Carer,
    Professional,
}

/// <summary>How somebody takes part; <paramref name="Field"/> is the field of a profession.</summary>
sealed record Perspective(PerspectiveKind Kind, string? Field = null)
{
    public string Name => JsonNamingPolicy.CamelCase.ConvertName(Kind.ToString());
}

/// <summary>One person taking part in one project, from joining to leaving. Its id is the pseudonym that other services know.</summary>
/// <remarks>Who joins again gets a new one, with consents of its own: nothing given before leaving is taken to be given again.</remarks>
sealed class Participation : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    /// <summary>Null once the person has been erased: the row then only counts.</summary>
    public required Guid? PersonId { get; init; }

    /// <summary>
    /// The name under which the consent ledger holds the answers: kept here alone, so that an erasure cuts the proof off from the
    /// person.
    /// </summary>
    public Guid? LedgerId { get; private init; } = Guid.NewGuid();

    public required IReadOnlyList<Perspective> Perspectives { get; set; }
    public required bool QMember { get; set; }
    public required bool RemoteOnly { get; set; }
    public required DateTimeOffset JoinedAt { get; init; }
    public DateTimeOffset? LeftAt { get; private set; }
    public uint RowVersion { get; private set; }

    public void Leave(DateTimeOffset now) => LeftAt = now;
}

/// <summary>What other services were told last of the partner that a participant belongs to.</summary>
sealed class ToldAffiliation
{
    public required Guid ParticipationId { get; init; }
    public required Guid ProjectId { get; init; }
    public Guid? OrganisationId { get; init; }
}
