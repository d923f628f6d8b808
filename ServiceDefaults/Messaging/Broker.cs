using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;

namespace QLab.ServiceDefaults.Messaging;

static class Broker
{
    /// <summary>A connection beside the one of the bus, for questions that the bus does not ask.</summary>
    /// <param name="configuration">Holds the connection string <c>messaging</c>.</param>
    /// <param name="purpose">What the broker shows as the connection's name.</param>
    /// <param name="ct">Gives up connecting.</param>
    public static Task<IConnection> ConnectAsync(IConfiguration configuration, string purpose, CancellationToken ct) =>
        new ConnectionFactory
        {
            Uri = new(configuration.GetConnectionString("messaging")!), ClientProvidedName = purpose, AutomaticRecoveryEnabled = false,
        }.CreateConnectionAsync(ct);
}
