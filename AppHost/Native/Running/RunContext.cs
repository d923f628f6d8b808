using Aspire.Hosting.Native.Processes;

namespace Aspire.Hosting.Native.Running;

/// <summary>What every instance of one run shares.</summary>
internal sealed class RunContext(DataFolders folders, Warden warden, Action<Instance, string?> changed, CancellationToken stopping)
{
    public DataFolders Folders { get; } = folders;
    public Warden Warden { get; } = warden;
    public CancellationToken Stopping { get; } = stopping;
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(120);

    public void Changed(Instance instance, string? remark) => changed(instance, remark);
}
