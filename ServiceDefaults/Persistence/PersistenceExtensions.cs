using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using QLab.ServiceDefaults.Messaging.Outbox;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Persistence;

static class PersistenceExtensions
{
    public static void AddPersistence<TDb>(this IHostApplicationBuilder builder, string service) where TDb : ServiceDb
    {
        builder.Services.AddSingleton(services =>
        {
            var name = PlatformServices.Database(service);
            var connectionString = builder.Configuration.GetConnectionString(name)
                ?? throw new InvalidOperationException($"There is no connection string '{name}'. Start the platform with 'dotnet run --project AppHost', or set ConnectionStrings__{name}.");
            var source = new NpgsqlDataSourceBuilder(connectionString);
            source.ConnectionStringBuilder.ApplicationName ??= service;
            source.ConnectionStringBuilder.MaxAutoPrepare = 100;
            // Nothing here leaves state in a session, and the reset costs as much as a small query each time a connection is lent.
            source.ConnectionStringBuilder.NoResetOnClose = true;
            return source.UseLoggerFactory(services.GetRequiredService<ILoggerFactory>()).Build();
        });
        builder.Services.AddWakeSignals().AddScoped<WakeAfterCommit<EventRow, OutboxRelay>>();
        builder.Services.AddScoped<AfterCommit>();
        builder.Services.AddDbContext<TDb>((services, options) => options
            .UseNpgsql(services.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors(services.GetRequiredService<WakeAfterCommit<EventRow, OutboxRelay>>(), services.GetRequiredService<AfterCommit>()));
        builder.Services.AddScoped<ServiceDb>(services => services.GetRequiredService<TDb>());
        builder.Services.AddSingleton(services => new Migrations(
            services.GetRequiredService<NpgsqlDataSource>(), typeof(TDb).Assembly, services.GetRequiredService<ILogger<Migrations>>()));
        builder.Services.AddHostedService<MigrateOnStart>();
        builder.Services.AddPeriodicWork<Housekeeping>(new(TimeSpan.FromMinutes(10)));
        builder.Services.AddPeriodicMeter<PostponedMeter>(TimeSpan.FromSeconds(15));
    }
}
