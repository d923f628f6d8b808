using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class PostgresBuilderExtensions
{
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var passwordParameter = password?.Resource
            ?? ParameterResourceBuilderExtensions.GeneratedPassword(builder, $"{name}-password");
        return builder.AddResource(new PostgresServerResource(name, userName?.Resource, passwordParameter))
            .WithAnnotation(new EndpointAnnotation("tcp", "tcp", port));
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var application = builder.ApplicationBuilder;
        builder.Resource.AddDatabase(name, databaseName ?? name);
        return application.AddResource(new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource)
        {
            RolePassword = ParameterResourceBuilderExtensions.GeneratedPassword(application, $"{name}-password"),
        });
    }

    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new DataVolumeAnnotation(), ResourceAnnotationMutationBehavior.Replace);
}
