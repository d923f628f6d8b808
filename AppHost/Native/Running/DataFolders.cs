using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native.Running;

/// <summary>Where a run keeps its things: <c>.data/</c> of the repository, or a temporary folder for an ephemeral run.</summary>
internal sealed class DataFolders(string root, bool ephemeral)
{
    public const string TemporaryPrefix = "qlab-";

    /// <summary>Chooses the folder; once the builder is made it says which one it is, so that an AppHost can put things beside our own.</summary>
    public const string Setting = "Native:Data";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PassThrough = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private FileStream? _lock;

    public string Root { get; } = root;
    public bool Ephemeral { get; } = ephemeral;
    public string Logs => Path.Combine(Root, "logs");
    public string Scratch => Path.Combine(Root, "scratch");
    public string SecretsFile => Path.Combine(Root, "secrets.json");
    public string ResourcesFile => Path.Combine(Root, "resources.json");

    public static DataFolders For(DistributedApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue("ephemeral", false))
            return new(Path.Combine(Path.GetTempPath(), TemporaryPrefix + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)), ephemeral: true);

        var chosen = builder.Configuration[Setting];
        return new(Path.GetFullPath(chosen ?? ".data", chosen is null ? RepositoryOf(builder.AppHostDirectory) : builder.AppHostDirectory), ephemeral: false);
    }

    /// <summary>The servers run as users of their own, so they must be able to pass through, but not to look around.</summary>
    public void Open()
    {
        Directory.CreateDirectory(Root, Owner | PassThrough);
        Directory.CreateDirectory(Logs, Owner);
        Lock();
        WaitForEarlierWarden();
        if (Directory.Exists(Scratch)) Directory.Delete(Scratch, recursive: true);
        Directory.CreateDirectory(Scratch, Owner | PassThrough);
    }

    /// <summary>The place of a resource's data: kept where it asked for a volume, otherwise gone with the run.</summary>
    public string DataOf(string resource, bool kept) => Path.Combine(kept ? Root : Scratch, resource);

    public void Close()
    {
        // Whoever was refused the lock must not clear away what belongs to its holder.
        if (_lock is null) return;
        File.Delete(ResourcesFile);
        if (Directory.Exists(Scratch)) Directory.Delete(Scratch, recursive: true);
        if (Ephemeral && Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
        _lock.Dispose();
    }

    private void Lock()
    {
        var path = Path.Combine(Root, "lock");
        try
        {
            _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DistributedApplicationException(
                $"Another run is using the data in {Root}. Stop it first, or start this one with --ephemeral.");
        }
    }

    /// <summary>After a kill the servers of the last run are still being stopped for some seconds.</summary>
    private void WaitForEarlierWarden()
    {
        var path = Path.Combine(Root, "warden.lock");
        for (var patience = Stopwatch.StartNew(); ; Thread.Sleep(50))
        {
            try
            {
                using var free = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException) when (patience.Elapsed < TimeSpan.FromSeconds(30))
            {
                continue;
            }
        }
    }

    private static string RepositoryOf(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
            if (Path.Exists(Path.Combine(folder.FullName, ".git")) || folder.EnumerateFiles("*.sln").Any())
                return folder.FullName;
        return directory;
    }
}
