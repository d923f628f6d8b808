using Aspire.Hosting.Native.Processes;

namespace Aspire.Hosting.Native.Running;

/// <summary>What every instance of one run shares.</summary>
internal sealed class RunContext(Warden warden, Action<Instance, string?> changed, CancellationToken stopping)
{
    public Warden Warden { get; } = warden;
    public CancellationToken Stopping { get; } = stopping;
    public required TimeSpan StartTimeout { get; init; }

    public void Changed(Instance instance, string? remark) => changed(instance, remark);
}
