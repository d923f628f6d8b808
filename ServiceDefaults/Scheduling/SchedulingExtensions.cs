using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using QLab.ServiceDefaults.Http.Description;

namespace QLab.ServiceDefaults.Scheduling;

/// <summary>Work that a service does by itself, in the background.</summary>
public static class SchedulingExtensions
{
    /// <summary>
    /// Does something again and again. The work is made anew for each run, in a scope, unless it is registered before as a singleton.
    /// A <see cref="WakeSignal{TWork}"/> has the next run at once.
    /// </summary>
    /// <typeparam name="TWork">The work.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="schedule">When.</param>
    public static IServiceCollection AddPeriodicWork<TWork>(this IServiceCollection services, WorkSchedule<TWork> schedule)
        where TWork : class, IPeriodicWork
    {
        services.AddWakeSignals().TryAddScoped<TWork>();
        return services.AddSingleton(schedule).AddWorker<PeriodicWorker<TWork>>();
    }

    /// <summary>
    /// Does something with each row of a table whose time has come. Whoever makes one due for now wakes
    /// the <see cref="WakeSignal{TWork}"/>.
    /// </summary>
    /// <typeparam name="TWork">The work, made anew for each row.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="sideBySide">How many rows one process works on at the same time.</param>
    public static IServiceCollection AddDueWork<TWork>(this IServiceCollection services, int sideBySide = 1) where TWork : class, IDueWork
    {
        services.AddWakeSignals().TryAddScoped<TWork>();
        return services.AddSingleton(new DueWorkOptions<TWork>(sideBySide)).AddWorker<DueWorker<TWork>>();
    }

    /// <summary>Adds the signals, for workers that are not of this folder; one for each kind of work.</summary>
    /// <param name="services">The container.</param>
    public static IServiceCollection AddWakeSignals(this IServiceCollection services)
    {
        services.TryAddSingleton(typeof(WakeSignal<>));
        services.TryAddSingleton<WorkMeasures>();
        return services;
    }

    /// <remarks>A build that writes the API description starts the service where there are no servers.</remarks>
    static IServiceCollection AddWorker<TWorker>(this IServiceCollection services) where TWorker : class, IHostedService =>
        BuildTime.IsWritingDescription ? services : services.AddHostedService<TWorker>();
}
