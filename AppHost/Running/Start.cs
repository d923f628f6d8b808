namespace QLab.AppHost.Running;

/// <summary>What has to be right before the platform is described: options, ports, servers, the data folder.</summary>
internal static class Start
{
    /// <summary>Ends the process with a message where something is not.</summary>
    public static (IDistributedApplicationBuilder Builder, RunOptions Options) Prepare(string[] args)
    {
        var options = RunOptions.Parse(args);
        var builder = DistributedApplication.CreateBuilder(args);
        // Not as a source below all others: that reads the others again, and the state of an earlier publishing can be read but once.
        foreach (var (key, value) in Usual()) builder.Configuration[key] ??= value;
        if (!builder.ExecutionContext.IsRunMode) return (builder, options with { Containers = true });
        try
        {
            return (builder, Prepare(builder, options));
        }
        catch (StartRefused e)
        {
            Console.Error.WriteLine(e.Message);
            Environment.Exit(1);
            throw;
        }
    }

    static RunOptions Prepare(IDistributedApplicationBuilder builder, RunOptions options)
    {
        var terminal = new Terminal();
        PublicAddress.Check(builder.Configuration);
        RefuseTaken(options.GatewayPort, "gateway");
        if (builder.Configuration["ASPNETCORE_URLS"] is null)
        {
            RefuseTaken(options.DashboardPort, "dashboard");
            var port = options.DashboardPort == 0 ? PortHolder.AnyFree() : options.DashboardPort;
            builder.Configuration["ASPNETCORE_URLS"] = $"http://localhost:{port}";
        }
        options = options with { Containers = options.Containers ?? ContainerRuntime.Answers(builder.Configuration) };
        if (options.Containers == false) ServerPackages.Ensure(builder.Configuration, terminal);
        builder.UseRunFolder(options.Ephemeral);
        builder.Services.AddSingleton(terminal).AddSingleton(TimeProvider.System)
            .AddHostedService<StartAgain>().AddHostedService<RestartTheHung>();
        return options;
    }

    /// <summary>Weaker than anything that a file or the environment says.</summary>
    static Dictionary<string, string> Usual() => new()
    {
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://127.0.0.1:0",
        ["DcpPublisher:WaitForResourceCleanup"] = "true",
        // The console is the run's own report; the orchestrator's doings are the dashboard's.
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Aspire.Hosting.DistributedApplication"] = "None",
        // Stack traces of browser tabs that have gone, and of a start that was stopped.
        ["Logging:LogLevel:Aspire.Hosting.Dashboard.ThirdParty"] = "None",
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
    };

    static void RefuseTaken(int port, string resource)
    {
        if (port == 0 || PortHolder.IsFree(port)) return;
        var holder = PortHolder.Of(port) is { } name ? $" by {name}" : "";
        throw new StartRefused($"Port {port}, which {resource} needs, is in use{holder}; choose another with -- --{resource}-port N");
    }
}
