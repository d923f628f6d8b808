using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QLab.ServiceDefaults.Messaging.DeadLetters;
using QLab.ServiceDefaults.Messaging.Outbox;

namespace QLab.ServiceDefaults.Messaging;

static class MessagingExtensions
{
    public static void AddMessaging(this IHostApplicationBuilder builder, Action<Consumers>? configure)
    {
        var services = builder.Services;
        var consumers = new Consumers(services);
        configure?.Invoke(consumers);

        services.AddSingleton(consumers);
        services.AddSingleton<DeadLetterQueues>();
        services.AddSingleton<OutboxSignal>();
        services.AddScoped<IEvents, OutboxEvents>();
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
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<OutboxMeter>();
        services.AddHostedService<DeadLetterMeter>();
        services.AddHostedService<ConsumerWatch>();
    }

    static Uri Address(IConfiguration configuration) =>
        new(configuration.GetConnectionString("messaging")
            ?? throw new InvalidOperationException("There is no connection string 'messaging'. Start the platform with 'dotnet run --project AppHost', or set ConnectionStrings__messaging."));
}
