using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Processes;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Postgres;

/// <summary>A private PostgreSQL cluster on a loopback port, with passwords and without a socket.</summary>
internal sealed class PostgresInstance(PostgresServerResource server, string binaries, string dataFolder, string logFile, bool kept)
    : ProcessInstance(server, server.Name, logFile)
{
    // Five services with several replicas each, and their pools.
    private const int MaxConnections = 300;

    private readonly Account? _account = Account.WhenRoot("postgres");
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public override string Url => $"{server.PrimaryEndpoint.Host}:{Port}";

    private string Port => server.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture);

    protected override async Task PrepareAsync(RunContext run)
    {
        if (Posix.IsRoot && _account is null)
            throw new DistributedApplicationException("PostgreSQL does not run as root, and there is no user 'postgres' to run it as.");

        if (_account is null) PrivateFile.CreateFolder(dataFolder);
        else _account.TakeFolder(dataFolder, say => run.Changed(this, say));
        var cluster = new PostgresCluster(binaries, dataFolder, _account);
        if (!cluster.Exists)
        {
            run.Changed(this, kept ? $"creating a database cluster in {dataFolder}" : "creating a database cluster for this run");
            await cluster.CreateAsync(server.UserName, server.PasswordParameter.Resolve(), durable: kept, run.Stopping);
        }

        cluster.RefuseOtherVersion();
    }

    protected override Task<ProcessSpec> DescribeAsync(RunContext run)
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", $"max_connections={MaxConnections}",
            "password_encryption=scram-sha-256", "jit=off", "log_line_prefix=%m [%p] %q%u@%d ",
            "log_error_verbosity=terse", // the detail of a refused statement can name a person
        ];
        string[] command = [Path.Combine(binaries, "postgres"), "-D", PostgresCluster.FolderIn(dataFolder), "-p", Port, .. settings.SelectMany(s => (string[])["-c", s])];
        return Task.FromResult(new ProcessSpec(_account?.Wrap(command) ?? command, dataFolder, LogFile)
        {
            StopSignal = kept ? Signal.Int : Signal.Quit, // fast shutdown, or at once where nothing is kept
        });
    }

    protected override async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        string[] question = [Path.Combine(binaries, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", Port, "-U", server.UserName, "-d", "postgres"];
        return (await Tool.TryAsync(question, new Dictionary<string, string>(), "", cancellationToken)).ExitCode == 0;
    }

    /// <summary>One at a time: roles and databases share catalogues, and PostgreSQL refuses a concurrent change.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        string[] psql = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", Port, "-U", server.UserName, "-d", "postgres"];
        var password = new Dictionary<string, string> { ["PGPASSWORD"] = server.PasswordParameter.Resolve() };
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await Tool.RunAsync([Path.Combine(binaries, psql[0]), .. psql[1..]], password, sql, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
