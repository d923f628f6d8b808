using Microsoft.Extensions.Logging;
using Npgsql;
using QLab.AppHost.Running;

namespace QLab.AppHost.Servers;

/// <summary>A database, owned by a role of its own that can reach no other.</summary>
internal sealed class OwnDatabaseResource(string name, PostgresServerResource server, ParameterResource password)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public PostgresServerResource Server => server;

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"Host={server.Host};Port={server.Port};Username={Name};Password={password};Database={Name}");

    /// <summary>May be repeated: what is there already stays.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var address = $"{await server.GetConnectionStringAsync(cancellationToken)};Database=postgres;Pooling=false";
        await using var source = NpgsqlDataSource.Create(address);
        await RunAsync($"""
            DO $do$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Name}') THEN CREATE ROLE "{Name}" LOGIN; END IF;
            END $do$;
            ALTER ROLE "{Name}" PASSWORD '{await password.GetValueAsync(cancellationToken)}';
            REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC;
            """);
        await using (var exists = source.CreateCommand($"SELECT FROM pg_database WHERE datname = '{Name}'"))
        await using (var reader = await exists.ExecuteReaderAsync(cancellationToken))
            if (await reader.ReadAsync(cancellationToken)) return;
        await RunAsync($"CREATE DATABASE \"{Name}\" OWNER \"{Name}\"");
        await RunAsync($"REVOKE ALL ON DATABASE \"{Name}\" FROM PUBLIC");

        async Task RunAsync(string sql)
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

internal static class DatabaseExtensions
{
    // Roles and databases share catalogues, and PostgreSQL refuses a concurrent change.
    static readonly SemaphoreSlim OneAtATime = new(1);

    /// <summary>Aspire's AddDatabase hands out the server's owner; here each database has a role, and nobody else may connect.</summary>
    public static IResourceBuilder<OwnDatabaseResource> AddOwnDatabase(this IResourceBuilder<PostgresServerResource> postgres, string name)
    {
        var builder = postgres.ApplicationBuilder;
        var password = builder.AddSecret($"{name}-password", $"Password of the role {name}, which owns the database of that name");
        var database = builder.AddResource(new OwnDatabaseResource(name, postgres.Resource, password.Resource))
            .WithIconName("Database")
            .WithParentRelationship(builder.Resources.Single(r => r.Name == postgres.Resource.Name))
            .WithInitialState(new() { ResourceType = "PostgreSQL database", Properties = [], State = KnownResourceStates.NotStarted });
        return database.OnInitializeResource((resource, initialize, ct) => CreateAsync(resource, initialize, ct));
    }

    static async Task CreateAsync(OwnDatabaseResource database, InitializeResourceEvent initialize, CancellationToken cancellationToken)
    {
        await SayAsync(KnownResourceStates.Starting);
        for (var patience = TimeSpan.FromMinutes(3).Ticks + DateTime.UtcNow.Ticks; ; await Task.Delay(Prompt.Interval, cancellationToken))
        {
            if (!await PostgresExtensions.AnswersAsync(database.Server, cancellationToken)) continue;
            await OneAtATime.WaitAsync(cancellationToken);
            try
            {
                await database.CreateAsync(cancellationToken);
                await SayAsync(KnownResourceStates.Running);
                return;
            }
            catch (NpgsqlException e) when (DateTime.UtcNow.Ticks < patience)
            {
                initialize.Logger.LogWarning("Not made yet: {Reason}", e.Message);
            }
            finally
            {
                OneAtATime.Release();
            }
        }

        Task SayAsync(string state) => initialize.Notifications.PublishUpdateAsync(database, s => s with { State = state });
    }
}
