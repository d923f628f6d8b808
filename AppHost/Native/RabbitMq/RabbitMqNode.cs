using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Processes;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.RabbitMq;

/// <summary>The files and settings of one node; nothing of the system's own RabbitMQ leaks in.</summary>
internal sealed class RabbitMqNode(RabbitMQServerResource server, string folder, string binaries, int distributionPort, int mapperPort)
{
    public string MapperPort { get; } = mapperPort.ToString(CultureInfo.InvariantCulture);

    private string Config => In("rabbitmq.conf");
    private string Plugins => In("enabled_plugins");
    private string Cookie => In(".erlang.cookie");

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["HOME"] = folder,
        ["RABBITMQ_NODENAME"] = "qlab@localhost",
        ["RABBITMQ_MNESIA_BASE"] = In("data"),
        ["RABBITMQ_LOG_BASE"] = In("log"),
        ["RABBITMQ_PID_FILE"] = In("pid"),
        ["RABBITMQ_CONFIG_FILE"] = Config,
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Plugins,
        ["RABBITMQ_PLUGINS_DIR"] = PluginShelf.In(folder),
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_PORT"] = MapperPort,
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_CRASH_DUMP_BYTES"] = "0",
        // Replaces the start script by the server itself, so that the process we watch and signal is the right one.
        ["RABBITMQ_ALLOW_INPUT"] = "1",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-noinput -kernel inet_dist_use_interface {127,0,0,1}",
    };

    public void WriteFiles(Account? account)
    {
        var management = server.ManagementEndpoint.Exists;
        string[] settings =
        [
            $"listeners.tcp.1 = 127.0.0.1:{server.PrimaryEndpoint.Port}",
            .. management ? (string[])["management.tcp.ip = 127.0.0.1", $"management.tcp.port = {server.ManagementEndpoint.Port}"] : [],
            $"default_user = {server.UserName}", $"default_pass = {server.PasswordParameter.Resolve()}",
            "log.file = false", "log.console = true", "log.console.level = info", "log.console.use_colors = off",
            "disk_free_limit.absolute = 50MB",
        ];
        PrivateFile.Write(Config, string.Join('\n', settings) + "\n");
        PrivateFile.Write(Plugins, management ? "[rabbitmq_management].\n" : "[].\n");
        if (!File.Exists(Cookie)) PrivateFile.Write(Cookie, Guid.NewGuid().ToString("N"));
        File.SetUnixFileMode(Cookie, UnixFileMode.UserRead);
        PluginShelf.Fill(folder, binaries);
        if (account is not null)
            foreach (var file in (string[])[Config, Plugins, Cookie]) Posix.Own(file, account);
    }

    private string In(string name) => Path.Combine(folder, name);
}
