using System.Security.Claims;

namespace QLab.ServiceDefaults.Security;

/// <summary>What an access token says of its bearer besides scopes.</summary>
public static class Callers
{
    /// <summary>The claim that binds a caller to one organisation: <see cref="OrganisationId"/>.</summary>
    public const string OrganisationClaim = "organisation";

    /// <summary>The claim that only tokens of programs carry (RFC 9068 §2.2).</summary>
    public const string ClientClaim = "client_id";

    /// <summary>The claim that names the session of somebody signed in.</summary>
    public const string SessionClaim = "sid";

    /// <summary>The claim that says by which pseudonyms somebody signed in takes part: <see cref="ParticipantIds"/>.</summary>
    public const string ParticipantsClaim = "participants";

    /// <summary>The claim that binds somebody to projects: <see cref="ProjectIds"/>; ids, parted by spaces.</summary>
    public const string ProjectsClaim = "projects";

    /// <summary>The session in which somebody is signed in here; null for everybody else.</summary>
    /// <param name="user">The caller.</param>
    public static Guid? SessionId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirst(SessionClaim)?.Value, out var id) ? id : null;

    /// <summary>The person who is signed in; null for a program and for nobody.</summary>
    /// <param name="user">The caller.</param>
    public static Guid? PersonId(this ClaimsPrincipal user) =>
        user.FindFirst(ClientClaim) is null && Guid.TryParse(user.FindFirst("sub")?.Value, out var id) ? id : null;

    /// <summary>
    /// What the person who is signed in takes part as, a pseudonym for each project, as of when the token was issued; for programs, none.
    /// It is the one way from a person to a pseudonym outside the participants service, lasts for a request and is never stored.
    /// </summary>
    /// <param name="user">The caller.</param>
    public static Guid[] ParticipantIds(this ClaimsPrincipal user) => user.PersonId() is null
        ? []
        : [.. user.FindAll(ParticipantsClaim).Where(claim => Guid.TryParse(claim.Value, out _)).Select(claim => Guid.Parse(claim.Value))];

    /// <summary>
    /// The organisation in whose name the caller acts and to whose data it is limited; null when it is not limited to one.
    /// </summary>
    /// <param name="user">The caller.</param>
    /// <exception cref="InvalidOperationException">
    /// The token binds to an organisation whose id cannot be read: never treat that as unlimited.
    /// </exception>
    public static Guid? OrganisationId(this ClaimsPrincipal user) =>
        user.FindFirst(OrganisationClaim) is not { } claim ? null
        : Guid.TryParse(claim.Value, out var id) ? id
        : throw new InvalidOperationException("The token names an organisation in a way that cannot be read.");

    /// <summary>
    /// The projects to which the caller is limited, by a role that they have in those alone; null when they are not limited to any.
    /// </summary>
    /// <param name="user">The caller.</param>
    /// <exception cref="InvalidOperationException">
    /// The token binds to projects whose ids cannot be read: never treat that as unlimited.
    /// </exception>
    public static IReadOnlyList<Guid>? ProjectIds(this ClaimsPrincipal user)
    {
        if (user.FindFirst(ProjectsClaim) is { } claim)
            return [.. claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Guid.TryParse(text, out var id)
                ? id : throw new InvalidOperationException("The token names projects in a way that cannot be read."))];
        return Roles.BoundToProjects([.. user.FindAll("roles").Select(role => role.Value)]) ? [] : null;
    }

    /// <summary>Whether the caller is not limited to other projects than this one.</summary>
    /// <param name="user">The caller.</param>
    /// <param name="projectId">The project.</param>
    public static bool MayActIn(this ClaimsPrincipal user, Guid projectId) =>
        user.ProjectIds() is not { } own || own.Contains(projectId);
}
