namespace QLab.Participants.Audit;

public enum AuditAction
{
    Read,
    Changed,
}

/// <summary>Who read or changed what about whom. Never changed and never removed; the schema sees to it.</summary>
/// <remarks>
/// People stand in it under their <c>audit_id</c>, which is kept in their own row alone: once that row is erased, the entry still proves
/// what was done and by what right, and leads to nobody.
/// </remarks>
sealed class AuditEntry
{
    public long Position { get; private init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// <c>client:</c> and a client's id, <c>person:</c> and a person's audit id, <c>outside:</c> and what an outside issuer calls
    /// somebody whom we do not know, or <c>anonymous</c>.
    /// </summary>
    public required string Actor { get; init; }

    public Guid? OrganisationId { get; init; }
    public required AuditAction Action { get; init; }

    /// <summary>What was read or changed: <c>person</c>, <c>consents</c>, <c>role staff</c>.</summary>
    public required string What { get; init; }

    /// <summary>The audit ids of those whose data it was.</summary>
    public required Guid[] Subjects { get; init; }

    /// <summary>The address that the request came from.</summary>
    public string? FromAddress { get; init; }

    public string? TraceId { get; init; }
}
