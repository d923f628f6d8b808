namespace Aspire.Hosting.ApplicationModel;

public class PostgresServerResource : Resource, IResourceWithConnectionString, IResourceWithEndpoints, IResourceWithWaitSupport
{
    private readonly Dictionary<string, string> _databases = new(StringComparer.OrdinalIgnoreCase);

    public PostgresServerResource(string name, ParameterResource? userName, ParameterResource password) : base(name)
    {
        UserNameParameter = userName;
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, "tcp");
    }

    public ParameterResource? UserNameParameter { get; set; }
    public ParameterResource PasswordParameter { get; set; }
    public EndpointReference PrimaryEndpoint { get; }
    public IReadOnlyDictionary<string, string> Databases => _databases;

    internal string UserName => UserNameParameter?.Resolve() ?? "postgres";

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        new(ConnectionString(UserName, PasswordParameter.Resolve()));

    internal string ConnectionString(string userName, string password) =>
        $"Host={PrimaryEndpoint.Host};Port={PrimaryEndpoint.Port};Username={userName};Password={password}";

    internal void AddDatabase(string name, string databaseName) => _databases.Add(name, databaseName);
}

public class PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
    : Resource(name), IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    public PostgresServerResource Parent { get; } = postgresParentResource;
    public string DatabaseName { get; } = databaseName;

    /// <summary>Aspire hands every service the server's owner; here each database has a role of its own.</summary>
    internal ParameterResource? RolePassword { get; init; }

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) => new(
        (RolePassword is null
            ? Parent.ConnectionString(Parent.UserName, Parent.PasswordParameter.Resolve())
            : Parent.ConnectionString(DatabaseName, RolePassword.Resolve()))
        + $";Database={DatabaseName}");
}
