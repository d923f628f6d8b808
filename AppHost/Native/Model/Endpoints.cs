namespace Aspire.Hosting.ApplicationModel;

public sealed class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    public EndpointAnnotation Endpoint { get; } = endpoint;
    public string Address { get; } = address;
    public int Port { get; } = port;
    public string UriScheme => Endpoint.UriScheme;
    public string EndPointString => $"{Address}:{Port}";
    public string UriString => $"{UriScheme}://{EndPointString}";
    public override string ToString() => UriString;
}

public sealed class EndpointAnnotation(string name, string uriScheme, int? port) : IResourceAnnotation
{
    public string Name { get; } = name;
    public string UriScheme { get; } = uriScheme;
    public int? Port { get; set; } = port;
    public bool IsExternal { get; set; }

    /// <summary>The address that others use; with several replicas and a fixed port, the forwarder's.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    /// <summary>One port a replica, in their order.</summary>
    internal IReadOnlyList<int> ReplicaPorts { get; set; } = [];

    internal bool NeedsForwarder => AllocatedEndpoint is { } public_ && !ReplicaPorts.Contains(public_.Port);
}

public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider
{
    public IResourceWithEndpoints Resource { get; } = owner;
    public string EndpointName { get; } = endpointName;
    public bool Exists => Find() is not null;
    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;
    public int Port => Allocated.Port;
    public string Host => Allocated.Address;
    public string Scheme => EndpointAnnotation.UriScheme;
    public string Url => Allocated.UriString;

    public EndpointAnnotation EndpointAnnotation => Find()
        ?? throw new InvalidOperationException($"Resource '{Resource.Name}' has no endpoint '{EndpointName}'.");

    private AllocatedEndpoint Allocated => EndpointAnnotation.AllocatedEndpoint
        ?? throw new InvalidOperationException(
            $"The endpoint '{EndpointName}' of '{Resource.Name}' has no address before the application is started.");

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(e => string.Equals(e.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}
