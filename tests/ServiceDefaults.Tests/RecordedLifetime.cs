using Microsoft.Extensions.Hosting;

namespace QLab.ServiceDefaults.Tests;

/// <summary>Knows whether somebody asked the process to end.</summary>
sealed class RecordedLifetime : IHostApplicationLifetime, IDisposable
{
    readonly CancellationTokenSource stopping = new();

    public bool IsStopping => stopping.IsCancellationRequested;
    public CancellationToken ApplicationStarted => CancellationToken.None;
    public CancellationToken ApplicationStopping => stopping.Token;
    public CancellationToken ApplicationStopped => CancellationToken.None;
    public void StopApplication() => stopping.Cancel();
    public void Dispose() => stopping.Dispose();
}
