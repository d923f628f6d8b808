using System.Net.Sockets;
using QLab.AppHost.Running;

namespace QLab.AppHost.Servers;

internal static class RabbitMqExtensions
{
    /// <summary>Runs the RabbitMQ of this machine's packages, with what the container would have been told.</summary>
    public static IResourceBuilder<RabbitMQServerResource> RunAsProcess(this IResourceBuilder<RabbitMQServerResource> messaging)
    {
        var broker = messaging.Resource;
        var mapper = messaging.AddPortMapper();
        var process = messaging.RunAsProcess("rabbitmq.sh")
            .WithLoopbackEndpoint("distribution")
            .WithEnvironment("RABBITMQ_NODE_PORT", broker.PrimaryEndpoint.Property(EndpointProperty.TargetPort))
            .WithEnvironment("MANAGEMENT_PORT", broker.ManagementEndpoint.Property(EndpointProperty.TargetPort))
            .WithEnvironment("RABBITMQ_DIST_PORT", new EndpointReference(broker, "distribution").Property(EndpointProperty.TargetPort))
            .WithEnvironment("ERL_EPMD_PORT", mapper.GetEndpoint("mapper").Property(EndpointProperty.TargetPort))
            .WithPromptHealthCheck("answers", ct => AnswersAsync(broker, ct))
            .WaitFor(mapper);
        mapper.WithParentRelationship(process);
        return messaging;
    }

    /// <summary>epmd as a resource: it has to listen before the node starts, or the node starts one that outlives everything.</summary>
    static IResourceBuilder<ExecutableResource> AddPortMapper(this IResourceBuilder<RabbitMQServerResource> messaging)
    {
        var mapper = messaging.ApplicationBuilder
            .AddExecutable($"{messaging.Resource.Name}-epmd", ServerProcessExtensions.PathOf("epmd.sh"), "/")
            .WithLoopbackEndpoint("mapper")
            .StartAgain()
            .ExcludeFromManifest();
        var endpoint = mapper.GetEndpoint("mapper");
        return mapper
            .WithEnvironment("ERL_EPMD_PORT", endpoint.Property(EndpointProperty.TargetPort))
            .WithPromptHealthCheck("answers", ct => AnswersAsync(endpoint, AskForNames, ct));
    }

    static IResourceBuilder<T> WithLoopbackEndpoint<T>(this IResourceBuilder<T> resource, string name) where T : IResourceWithEndpoints =>
        resource.WithEndpoint(name, endpoint =>
            (endpoint.IsProxied, endpoint.TargetHost, endpoint.UriScheme) = (false, ServerProcessExtensions.Loopback, "tcp"));

    // epmd tells its own port first; a node that has booted answers the protocol header with the frame Connection.Start.
    static readonly byte[] AskForNames = [0, 1, (byte)'n'], ProtocolHeader = [.. "AMQP"u8, 0, 0, 9, 1];

    static async Task<bool> AnswersAsync(RabbitMQServerResource broker, CancellationToken cancellationToken)
    {
        using var management = new TcpClient();
        return await ConnectsAsync(management, broker.ManagementEndpoint, cancellationToken)
            && await AnswersAsync(broker.PrimaryEndpoint, ProtocolHeader, cancellationToken);
    }

    static async Task<bool> AnswersAsync(EndpointReference endpoint, byte[] question, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        if (!await ConnectsAsync(client, endpoint, cancellationToken)) return false;
        try
        {
            await client.GetStream().WriteAsync(question, cancellationToken);
            return await client.GetStream().ReadAsync(new byte[1], cancellationToken) == 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    static async Task<bool> ConnectsAsync(TcpClient client, EndpointReference endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await client.ConnectAsync(ServerProcessExtensions.Loopback, endpoint.Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
