using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Aspire.Hosting;

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args }) { }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? DeclaredDirectory(AppHostAssembly) ?? Directory.GetCurrentDirectory();

        Configuration.AddJsonFile(Path.Combine(AppHostDirectory, "appsettings.json"), optional: true);
        Configuration.AddEnvironmentVariables();
        Configuration.AddCommandLine(CommandLine.Read(options.Args ?? [], AppHostAssembly));

        Environment = new HostingEnvironment
        {
            ApplicationName = AppHostAssembly?.GetName().Name ?? "AppHost",
            ContentRootPath = AppHostDirectory,
            ContentRootFileProvider = new NullFileProvider(),
            EnvironmentName = Configuration["DOTNET_ENVIRONMENT"]
                ?? Configuration["ASPNETCORE_ENVIRONMENT"]
                ?? Environments.Production,
        };
        Folders = DataFolders.For(this);
        Configuration[DataFolders.Setting] = Folders.Root;
        Secrets = new SecretStore(Folders.SecretsFile);
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal DataFolders Folders { get; }

    internal SecretStore Secrets { get; }

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (Resources.FirstOrDefault(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is not null)
            throw new DistributedApplicationException($"Cannot add resource with name '{resource.Name}': there is one of that name already.");

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build() => new(this);

    private static string? DeclaredDirectory(Assembly? assembly) => assembly?
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => string.Equals(a.Key, "AppHostProjectPath", StringComparison.OrdinalIgnoreCase))?.Value;
}
