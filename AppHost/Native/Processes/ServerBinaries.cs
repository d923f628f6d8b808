using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native.Processes;

/// <summary>Where the operating system's packages put the servers; <c>Native:ServerPath</c> replaces the usual places.</summary>
internal sealed class ServerBinaries(IConfiguration configuration)
{
    public const string Packages = "postgresql rabbitmq-server";

    private readonly string? _chosen = configuration["Native:ServerPath"];

    /// <summary>Nothing that we could install would be found in a place of someone's choosing.</summary>
    public bool MayInstall => _chosen is null && Posix.IsRoot && File.Exists("/usr/bin/apt-get");

    public string? Postgres => Folders("/usr/lib/postgresql", "bin").FirstOrDefault(f => Has(f, "postgres") && Has(f, "initdb"));

    public string? RabbitMq => (_chosen is null ? ["/usr/lib/rabbitmq/bin", .. Path()] : Chosen())
        .FirstOrDefault(f => Has(f, "rabbitmq-server") && Has(f, "rabbitmq-env"));

    private IEnumerable<string> Folders(string versions, string below) => _chosen is not null
        ? Chosen()
        : Directory.Exists(versions)
            ? [.. Directory.EnumerateDirectories(versions).OrderByDescending(VersionOf).Select(v => System.IO.Path.Combine(v, below)), .. Path()]
            : Path();

    private string[] Chosen() => _chosen!.Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Path() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static bool Has(string folder, string file) => File.Exists(System.IO.Path.Combine(folder, file));

    private static double VersionOf(string folder) =>
        double.TryParse(System.IO.Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;
}
