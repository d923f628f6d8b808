using Microsoft.Extensions.Hosting;

namespace QLab.AppHost.Running;

internal static class PlatformRunExtensions
{
    /// <summary>Runs what was described, with a report at the terminal; what crashes is started again.</summary>
    public static void Run(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource>? seeds,
        IResourceBuilder<ParameterResource> operatorSecret)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            foreach (var project in builder.Resources.OfType<ProjectResource>().Select(builder.CreateResourceBuilder).ToList())
            {
                project.RunFromOutput().WithoutHttpsCertificate();
                if (project.Resource != seeds?.Resource) project.StartAgain();
            }
            foreach (var server in builder.Resources.OfType<ContainerResource>().Select(builder.CreateResourceBuilder)) server.StartAgain();
            var secrets = new Secrets(Path.Combine(builder.RunFolder(), "secrets.json"));
            secrets.Fill(builder);
            builder.Services.AddSingleton(secrets).AddSingleton(new StartReport.Doors(gateway, seeds, operatorSecret.Resource))
                .AddHostedService<StartReport>();
            builder.EndWithLauncher();
        }
        using var app = builder.Build();
        try
        {
            app.Run();
        }
        catch (OperationCanceledException) when (IsStopping(app))
        {
            return; // stopped while it started
        }
    }

    static bool IsStopping(DistributedApplication app) =>
        app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    /// <summary>Ends with the <c>dotnet run</c> that started it, also when that is killed; Aspire watches its own CLI so.</summary>
    static void EndWithLauncher(this IDistributedApplicationBuilder builder)
    {
        var parent = File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ')[1];
        if (File.ReadAllText($"/proc/{parent}/cmdline").Split('\0') is [var program, .. var arguments]
            && Path.GetFileName(program) == "dotnet" && arguments.Contains("run"))
            builder.Configuration["ASPIRE_CLI_PID"] ??= parent;
    }
}
