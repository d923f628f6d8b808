namespace Aspire.Hosting.ApplicationModel;

public class RabbitMQServerResource : Resource, IResourceWithConnectionString, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public RabbitMQServerResource(string name, ParameterResource? userName, ParameterResource password) : base(name)
    {
        UserNameParameter = userName;
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, "tcp");
        ManagementEndpoint = new EndpointReference(this, "management");
    }

    public ParameterResource? UserNameParameter { get; }
    public ParameterResource PasswordParameter { get; }
    public EndpointReference PrimaryEndpoint { get; }
    public EndpointReference ManagementEndpoint { get; }

    internal string UserName => UserNameParameter?.Resolve() ?? "guest";

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) => new(
        $"amqp://{UserName}:{PasswordParameter.Resolve()}@{PrimaryEndpoint.Host}:{PrimaryEndpoint.Port}");
}
