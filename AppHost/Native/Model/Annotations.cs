namespace Aspire.Hosting.ApplicationModel;

public sealed class ReplicaAnnotation(int replicas = 1) : IResourceAnnotation
{
    public int Replicas { get; } = replicas;
}

public sealed class WaitAnnotation(IResource resource) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;
}

public sealed class EnvironmentCallbackContext
{
    public Dictionary<string, object> EnvironmentVariables { get; } = new(StringComparer.Ordinal);
}

public sealed class EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> callback) : IResourceAnnotation
{
    public Action<EnvironmentCallbackContext> Callback { get; } = callback;
}

internal sealed record ProjectPathAnnotation(string Path) : IResourceAnnotation;

internal sealed record HttpHealthAnnotation(string Path, int StatusCode, string? EndpointName) : IResourceAnnotation;

/// <summary>What a container engine keeps in a volume, this engine keeps in the data folder.</summary>
internal sealed record DataVolumeAnnotation : IResourceAnnotation;
