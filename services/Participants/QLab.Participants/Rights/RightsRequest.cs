using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Rights;

public enum RightsKind
{
    Export,
    Erasure,
    Correction,
}

/// <summary>
/// What somebody asked for by right, and how far the services have come with it: a saga whose messages may be lost, late or doubled.
/// </summary>
sealed class RightsRequest
{
    /// <summary>Random: whoever was told it may ask how far the erasure is, also when no account is left to sign in with.</summary>
    public Guid Id { get; private init; } = Guid.NewGuid();

    public required RightsKind Kind { get; init; }

    /// <summary>Whose request it is; null for an erasure, which must not lead back to anybody.</summary>
    public Guid? Subject { get; init; }

    /// <summary>Whom the services are asked about; gone once all have answered.</summary>
    public required DataSubject? Whose { get; set; }

    /// <summary>What is right, for a correction.</summary>
    public Dictionary<string, IReadOnlyList<string>>? Facts { get; init; }

    /// <summary>Opens the parts of an export; itself sealed.</summary>
    public byte[]? PrivateKey { get; set; }

    /// <summary>Who has to answer.</summary>
    public required string[] Services { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }
    public required DateTimeOffset AskedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>When an export is thrown away.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>A month from the request (UK GDPR Art. 12(3)).</summary>
    public required DateTimeOffset DueAt { get; init; }

    public bool IsOverdue(DateTimeOffset now) => CompletedAt is null && now > DueAt;
}

/// <summary>That one service has done its part.</summary>
sealed class RightsAnswer
{
    public required Guid RequestId { get; init; }
    public required string Service { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
}

/// <summary>A portion of an export, readable with the request's key alone.</summary>
sealed class ExportPart
{
    public required Guid RequestId { get; init; }
    public required string Service { get; init; }
    public required int Part { get; init; }
    public required int Parts { get; init; }
    public required byte[] Sealed { get; init; }

    /// <summary>Portions of one answer share it: a service that was asked twice answers twice.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }
}
