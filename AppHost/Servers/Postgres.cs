using System.Net.Sockets;
using Npgsql;
using QLab.AppHost.Running;

namespace QLab.AppHost.Servers;

internal static class PostgresExtensions
{
    /// <summary>Runs the PostgreSQL of this machine's packages, with what the container would have been told.</summary>
    public static IResourceBuilder<PostgresServerResource> RunAsProcess(this IResourceBuilder<PostgresServerResource> postgres)
    {
        postgres.RunAsProcess("postgres.sh")
            .WithEnvironment("PGPORT", postgres.Resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort))
            .WithPromptHealthCheck("answers", ct => AnswersAsync(postgres.Resource, ct));
        return postgres;
    }

    /// <summary>Whether the server takes statements.</summary>
    public static async Task<bool> AnswersAsync(PostgresServerResource server, CancellationToken cancellationToken)
    {
        try
        {
            var address = await server.GetConnectionStringAsync(cancellationToken);
            await using var connection = new NpgsqlConnection($"{address};Database=postgres;Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or SocketException)
        {
            return false;
        }
    }
}
