using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QLab.ServiceDefaults.Messaging.DeadLetters;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Messaging;

static class MessagingExtensions
{
    public static void AddMessaging(this IHostApplicationBuilder builder, string service, Action<Consumers>? configure)
    {
        var services = builder.Services;
        var consumers = new Consumers(services, service);
        configure?.Invoke(consumers);

        services.AddSingleton(consumers);
        services.AddSingleton<DeadLetterQueues>();
        services.AddScoped<IEvents, OutboxEvents>();
        services.AddScoped<Notifications>();
        services.AddMassTransit(bus =>
        {
            // It would tell its makers about every start.
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(Address(builder.Configuration));
                consumers.Configure(context, rabbit);
            });
        });
        services.AddSingleton<OutboxRelay>().AddPeriodicWork(OutboxRelay.Schedule);
        services.AddPeriodicMeter<OutboxMeter>(TimeSpan.FromSeconds(15));
        // Seldomer: the broker notes in its log each error queue that it is asked about and does not have.
        services.AddPeriodicMeter<DeadLetterMeter>(TimeSpan.FromSeconds(30));
        services.AddSingleton<ConsumerWatch>().AddPeriodicWork<ConsumerWatch>(new(TimeSpan.FromSeconds(15)));
    }

    static Uri Address(IConfiguration configuration) =>
        new(configuration.GetConnectionString("messaging")
            ?? throw new InvalidOperationException("There is no connection string 'messaging'. Start the platform with 'dotnet run --project AppHost', or set ConnectionStrings__messaging."));
}
