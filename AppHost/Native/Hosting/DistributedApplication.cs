using Aspire.Hosting.Native.Reporting;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting;

public class DistributedApplication : IAsyncDisposable, IDisposable
{
    private readonly DistributedApplicationBuilder _builder;
    private Engine? _engine;

    internal DistributedApplication(DistributedApplicationBuilder builder) => _builder = builder;

    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Returns when everything is healthy and every job has finished; throws, with nothing left running, when something fails.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_engine is not null) throw new InvalidOperationException("The application has been started already.");
        _engine = new Engine(_builder, new Narrator(TextWriter.Null));
        try
        {
            await _engine.StartAsync(cancellationToken);
        }
        catch
        {
            await _engine.StopAsync(CancellationToken.None);
            throw;
        }
    }

    public virtual Task StopAsync(CancellationToken cancellationToken = default) =>
        _engine?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Run() => RunAsync().GetAwaiter().GetResult();

    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var run = new TerminalRun(_builder);
        Environment.ExitCode = await run.RunAsync(cancellationToken);
    }

    /// <summary>For tests that kill a server: its process as it is now.</summary>
    internal int? ProcessIdOf(string resource) => _engine?.Instances.FirstOrDefault(i => i.Name == resource)?.ProcessId;

    public virtual async ValueTask DisposeAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }
}
