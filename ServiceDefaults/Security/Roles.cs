namespace QLab.ServiceDefaults.Security;

/// <summary>
/// What people may do by their role: the one table of it, for the platform's own tokens and for those of an outside issuer.
/// Programs have no roles; each has the scopes that it was given.
/// </summary>
public static class Roles
{
    /// <summary>The people who run the Lab.</summary>
    public const string Staff = "staff";

    /// <summary>Somebody who looks after single projects as staff look after all; always bound to them.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Somebody who prepares and holds gatherings.</summary>
    public const string Facilitator = "facilitator";

    /// <summary>Somebody who takes part in a project; nobody grants it, joining does.</summary>
    public const string Participant = "participant";

    /// <summary>A member of a test team.</summary>
    public const string TeamMember = "team-member";

    /// <summary>Somebody who looks after one organisation's programs and people, and reads of its projects what partners may; always bound to it.</summary>
    public const string OrganisationAdministrator = "organisation-administrator";

    /// <summary>The scopes that a program may be given: reading and writing, service by service.</summary>
    public static IReadOnlyList<string> ForPrograms { get; } =
        [.. PlatformServices.Names.SelectMany(service => (string[])[PlatformServices.ReadScope(service), PlatformServices.WriteScope(service)])];

    static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        [Staff] = [.. ForPrograms, Access.Grant, Access.Clients, Access.Audit],
        [Coordinator] = [.. ForPrograms],
        [Facilitator] = ["surveys:read", "workshops:read", "workshops:write", "test-teams:read", "publications:read"],
        [Participant] = [],
        [TeamMember] = ["test-teams:read", "publications:read"],
        [OrganisationAdministrator] =
        [
            "participants:read", "participants:write", "surveys:read", "workshops:read", "workshops:write", "test-teams:read",
            "publications:read", Access.Clients,
        ],
    };

    /// <summary>Every role there is.</summary>
    public static IReadOnlyCollection<string> All => Table.Keys;

    /// <summary>
    /// What somebody with these roles may do, besides <see cref="Access.Me"/>; a role that is not in the table gives nothing.
    /// </summary>
    /// <param name="roles">The roles.</param>
    public static IReadOnlyList<string> ScopesOf(IEnumerable<string> roles) =>
        [.. roles.SelectMany(role => Table.GetValueOrDefault(role) ?? []).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether somebody with these roles sees one organisation's data only.</summary>
    /// <param name="roles">The roles.</param>
    public static bool BoundToOrganisation(IReadOnlyCollection<string> roles) =>
        roles.Contains(OrganisationAdministrator) && !roles.Contains(Staff);

    /// <summary>Whether somebody with these roles sees single projects only, whatever other roles but staff they have.</summary>
    /// <param name="roles">The roles.</param>
    public static bool BoundToProjects(IReadOnlyCollection<string> roles) => roles.Contains(Coordinator) && !roles.Contains(Staff);

    /// <summary>Whether an outside issuer can give the role: it knows neither our organisations nor our projects.</summary>
    /// <param name="role">The role.</param>
    internal static bool CanComeFromOutside(string role) =>
        role is not (OrganisationAdministrator or Coordinator) && Table.ContainsKey(role);
}
