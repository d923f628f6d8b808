namespace QLab.ServiceDefaults;

/// <summary>
/// The services of the platform, and what follows from a service's name: addresses, scopes, database, project. This is the one list of
/// them. The gateway's routes, who has to answer an erasure, the scopes of programs and the architecture tests come from it, and a test
/// holds the AppHost equal to it.
/// </summary>
public static class PlatformServices
{
    /// <summary>Their names as in addresses.</summary>
    public static IReadOnlyList<string> Names { get; } = ["participants", "surveys", "workshops", "test-teams", "publications"];

    /// <summary>Where a service answers behind the gateway: <c>/api/test-teams</c>.</summary>
    /// <param name="service">The service's name.</param>
    public static string Api(string service) => $"/api/{service}";

    /// <summary>The scope that lets a program read: <c>test-teams:read</c>.</summary>
    /// <param name="service">The service's name.</param>
    public static string ReadScope(string service) => $"{service}:read";

    /// <summary>The scope that lets a program write: <c>test-teams:write</c>.</summary>
    /// <param name="service">The service's name.</param>
    public static string WriteScope(string service) => $"{service}:write";

    /// <summary>Its database, the database's role and the connection string: <c>test-teams-db</c>.</summary>
    /// <param name="service">The service's name.</param>
    public static string Database(string service) => $"{service}-db";

    /// <summary>Its folder and what its projects are called after <c>QLab.</c>: <c>TestTeams</c>.</summary>
    /// <param name="service">The service's name.</param>
    public static string Project(string service) =>
        string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
