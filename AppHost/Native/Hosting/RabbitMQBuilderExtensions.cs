using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class RabbitMQBuilderExtensions
{
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var passwordParameter = password?.Resource
            ?? ParameterResourceBuilderExtensions.GeneratedPassword(builder, $"{name}-password");
        return builder.AddResource(new RabbitMQServerResource(name, userName?.Resource, passwordParameter))
            .WithAnnotation(new EndpointAnnotation("tcp", "tcp", port));
    }

    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new DataVolumeAnnotation(), ResourceAnnotationMutationBehavior.Replace);

    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(
        this IResourceBuilder<RabbitMQServerResource> builder) => builder.WithManagementPlugin(port: null);

    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(
        this IResourceBuilder<RabbitMQServerResource> builder, int? port) =>
        builder.Resource.ManagementEndpoint.Exists
            ? builder
            : builder.WithAnnotation(new EndpointAnnotation("management", "http", port));
}
