using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace QLab.Testing;

/// <summary>The workers that a service runs in the background, found by what they do.</summary>
public static class Workers
{
    /// <summary>The worker that does this work.</summary>
    public static BackgroundService WorkerOf<TWork>(this IServiceProvider host) =>
        host.GetServices<IHostedService>().OfType<BackgroundService>().Single(worker => Does<TWork>(worker.GetType()));

    /// <summary>One more worker that does it, as another replica has; it is not started.</summary>
    public static BackgroundService AnotherWorkerOf<TWork>(this IServiceProvider host) =>
        (BackgroundService)ActivatorUtilities.CreateInstance(host, host.WorkerOf<TWork>().GetType());

    /// <summary>Has the service not do this work: a test does it when it likes.</summary>
    public static void RemoveWorkerOf<TWork>(this IServiceCollection services) =>
        services.Remove(
            services.Single(service => service.ServiceType == typeof(IHostedService) && Does<TWork>(service.ImplementationType)));

    static bool Does<TWork>(Type? worker) => worker is { IsGenericType: true } && worker.GenericTypeArguments[0] == typeof(TWork);
}
