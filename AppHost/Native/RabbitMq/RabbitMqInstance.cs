using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Processes;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.RabbitMq;

/// <summary>A private RabbitMQ node on loopback ports, with a port mapper (epmd) of its own.</summary>
internal sealed class RabbitMqInstance(RabbitMQServerResource server, string binaries, string dataFolder, string logFile, bool kept, Ports ports)
    : ProcessInstance(server, server.Name, logFile)
{
    private readonly Account? _account = Account.WhenRoot("rabbitmq");
    private readonly RabbitMqNode _node = new(server, dataFolder, binaries, ports.Next(), ports.Next());
    private ChildProcess? _portMapper;

    public override string Url => $"{server.PrimaryEndpoint.Host}:{server.PrimaryEndpoint.Port}";

    protected override Task PrepareAsync(RunContext run)
    {
        if (_account is null) PrivateFile.CreateFolder(dataFolder);
        else _account.TakeFolder(dataFolder, say => run.Changed(this, say));
        _node.WriteFiles(_account);
        return Task.CompletedTask;
    }

    protected override Task BeforeStartAsync(RunContext run)
    {
        // In the foreground and ours: the server would otherwise start a daemon that outlives it.
        if (_portMapper is null or { Exited.IsCompleted: true })
            _portMapper = ChildProcess.Start(Spec(["epmd", "-port", _node.MapperPort, "-address", "127.0.0.1"], Signal.Kill), run.Warden);
        return Task.CompletedTask;
    }

    protected override Task<ProcessSpec> DescribeAsync(RunContext run) =>
        // What is thrown away afterwards need not be put in order first.
        Task.FromResult(Spec([Path.Combine(binaries, "rabbitmq-server")], kept ? Signal.Term : Signal.Kill));

    protected override async Task ReleaseAsync()
    {
        if (_portMapper is not null) await _portMapper.StopAsync(CancellationToken.None);
    }

    /// <summary>The listener opens when the node has booted; it answers the protocol header with Connection.Start.</summary>
    protected override async Task<bool> IsHealthyAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        using var management = new TcpClient();
        try
        {
            if (server.ManagementEndpoint is { Exists: true } page) await management.ConnectAsync(page.Host, page.Port, cancellationToken);
            await client.ConnectAsync(server.PrimaryEndpoint.Host, server.PrimaryEndpoint.Port, cancellationToken);
            await client.GetStream().WriteAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), cancellationToken);
            var answer = new byte[1];
            return await client.GetStream().ReadAsync(answer, cancellationToken) == 1 && answer[0] == 1;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private ProcessSpec Spec(string[] command, Signal stopSignal) => new(_account?.Wrap(command) ?? command, dataFolder, LogFile)
    {
        Environment = _node.Environment,
        StopSignal = stopSignal,
        Grace = TimeSpan.FromSeconds(25),
    };
}
