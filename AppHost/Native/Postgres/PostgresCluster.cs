using Aspire.Hosting.Native.Processes;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Postgres;

internal sealed class PostgresCluster(string binaries, string dataFolder, Account? account)
{
    private readonly string _folder = FolderIn(dataFolder);

    private string VersionFile => Path.Combine(_folder, "PG_VERSION");

    public bool Exists => File.Exists(VersionFile);

    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "cluster");

    public async Task CreateAsync(string userName, string password, bool durable, CancellationToken cancellationToken)
    {
        // Made under another name and moved when whole: a kill in between leaves nothing that looks like a cluster.
        var draft = _folder + ".draft";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);

        var passwordFile = Path.Combine(dataFolder, "password");
        PrivateFile.Write(passwordFile, password + "\n");
        if (account is not null) Posix.Own(passwordFile, account);
        string[] command =
        [
            Path.Combine(binaries, "initdb"), "-D", draft, "-U", userName, "-A", "scram-sha-256", $"--pwfile={passwordFile}",
            "-E", "UTF8", "--locale=C.UTF-8", .. await OrderingAsync(cancellationToken), .. durable ? (string[])[] : ["--no-sync"],
        ];
        await Tool.RunAsync(account?.Wrap(command) ?? command, new Dictionary<string, string>(), "", cancellationToken);
        File.Delete(passwordFile);
        Directory.Move(draft, _folder);
    }

    /// <summary>Names are sorted as people sort them, where this PostgreSQL was built with ICU.</summary>
    private async Task<string[]> OrderingAsync(CancellationToken cancellationToken)
    {
        var help = await Tool.RunAsync([Path.Combine(binaries, "initdb"), "--help"], new Dictionary<string, string>(), "", cancellationToken);
        return help.Contains("--icu-locale", StringComparison.Ordinal) ? ["--locale-provider=icu", "--icu-locale=en-GB"] : [];
    }

    public void RefuseOtherVersion()
    {
        var made = File.ReadAllText(VersionFile).Trim();
        var found = Path.GetFileName(Path.GetDirectoryName(binaries));
        if (int.TryParse(found, out _) && found != made)
            throw new DistributedApplicationException(
                $"The data in {_folder} was made by PostgreSQL {made}, and PostgreSQL {found} was found. Install postgresql-{made}, or move the data with pg_dumpall.");
    }
}
