using QLab.AppHost.Running;

namespace QLab.AppHost.Servers;

/// <summary>
/// A server that Aspire would run as a container, run as a process of this machine: the same name, endpoints, environment
/// and references. The mirror image of what Aspire's own PublishAsDockerFile does to an executable.
/// </summary>
internal sealed class ServerProcess<TServer>(TServer server, string script, string folder)
    : ExecutableResource(server.Name, script, folder), IResourceWithConnectionString
    where TServer : ContainerResource, IResourceWithConnectionString
{
    public override ResourceAnnotationCollection Annotations => server.Annotations;

    public ReferenceExpression ConnectionStringExpression => server.ConnectionStringExpression;
}

internal static class ServerProcessExtensions
{
    public const string Loopback = "127.0.0.1";

    /// <summary>Where a server's container would have a volume, its process has a folder; without one its data goes with the run.</summary>
    public static IResourceBuilder<ServerProcess<TServer>> RunAsProcess<TServer>(this IResourceBuilder<TServer> server, string script)
        where TServer : ContainerResource, IResourceWithConnectionString
    {
        var builder = server.ApplicationBuilder;
        var annotations = server.Resource.Annotations;
        var kept = annotations.OfType<ContainerMountAnnotation>().Any();

        foreach (var container in annotations.Where(IsForContainers).ToList()) annotations.Remove(container);
        foreach (var endpoint in annotations.OfType<EndpointAnnotation>())
            (endpoint.TargetPort, endpoint.IsProxied, endpoint.TargetHost) = (null, false, Loopback);

        builder.Resources.Remove(server.Resource);
        return builder.AddResource(new ServerProcess<TServer>(server.Resource, PathOf(script), "/"))
            .WithEnvironment("DATA", Path.Combine(builder.RunFolder(), server.Resource.Name))
            .WithEnvironment("KEPT", kept ? "yes" : "no")
            .StartAgain()
            .ExcludeFromManifest();
    }

    public static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, "Servers", script);

    static bool IsForContainers(IResourceAnnotation annotation) =>
        annotation is ContainerImageAnnotation or ContainerMountAnnotation or HealthCheckAnnotation;
}
