namespace QLab.Participants.Roles;

/// <summary>The roles that are given by somebody. A participant is who takes part in a project; nobody gives that.</summary>
public enum GrantedRole
{
    Staff,
    Facilitator,
    TeamMember,
    OrganisationAdministrator,

    /// <summary>Of one project.</summary>
    Coordinator,
}

/// <summary>A role that somebody has. Who gave and took it, and when, stands in the audit log.</summary>
sealed class RoleGrant
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required GrantedRole Role { get; init; }

    /// <summary>Whose programs an organisation's administrator looks after; null for every other role.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>The project that a coordinator looks after; null for every other role.</summary>
    public Guid? ProjectId { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }
}
