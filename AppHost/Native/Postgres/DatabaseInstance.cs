using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Postgres;

/// <summary>A database, owned by a role of its own that can reach no other.</summary>
internal sealed class DatabaseInstance(PostgresDatabaseResource database, PostgresInstance server) : Instance(database, database.Name)
{
    public override string Url => $"{server.Url}/{database.DatabaseName}";

    public override Task StopAsync(RunContext run, CancellationToken hurry)
    {
        if (State != InstanceState.Failed) Enter(run, InstanceState.Stopped);
        return Task.CompletedTask;
    }

    protected override async Task LiveAsync(RunContext run)
    {
        var name = database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal);
        var literal = database.DatabaseName.Replace("'", "''", StringComparison.Ordinal);
        var password = database.RolePassword!.Resolve().Replace("'", "''", StringComparison.Ordinal);
        await server.ExecuteAsync($"""
            SELECT 'CREATE ROLE "{name}" LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{literal}') \gexec
            ALTER ROLE "{name}" PASSWORD '{password}';
            SELECT 'CREATE DATABASE "{name}" OWNER "{name}"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{literal}') \gexec
            REVOKE ALL ON DATABASE "{name}" FROM PUBLIC;
            REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC;
            """, run.Stopping);
        Enter(run, InstanceState.Running);
    }
}
