using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using QLab.AppHost.Servers;
using QLab.Testing;
using QLab.TestServers;

// One PostgreSQL and one RabbitMQ for all test processes of this checkout. The first of them starts it; it ends after the last.
var shared = new SharedServers(AppContext.BaseDirectory);
using var only = shared.TryBecomeHost();
if (only is null) return;

var builder = OwnServers.CreateBuilder();
var postgres = builder.AddPostgres("postgres").RunAsProcess().WithEnvironment("FSYNC", "off");
var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin().RunAsProcess();
await using var app = builder.Build();
await app.StartAsync();
await Task.WhenAll(
    app.ResourceNotifications.WaitForResourceHealthyAsync("postgres"), app.ResourceNotifications.WaitForResourceHealthyAsync("messaging"));

shared.Announce(new(
    (await postgres.Resource.ConnectionStringExpression.GetValueAsync(default))!,
    (await messaging.Resource.ConnectionStringExpression.GetValueAsync(default))!,
    new(messaging.GetEndpoint("management").Url)));
await shared.NobodyIsLeftAsync();
await app.StopAsync();
