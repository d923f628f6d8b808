using Microsoft.Extensions.Hosting;

namespace QLab.AppHost.Running;

/// <summary>
/// A background service that is at work before the resources are started and until they are stopped: Aspire's own service
/// comes first in the row and returns only when nothing waits for anything any more.
/// </summary>
internal abstract class StartsFirst : BackgroundService, IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    public sealed override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
