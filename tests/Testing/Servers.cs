using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using QLab.AppHost.Running;
using QLab.AppHost.Servers;
using Xunit;

namespace QLab.Testing;

/// <summary>
/// One PostgreSQL and one RabbitMQ for a test assembly, started as the AppHost starts them and thrown away afterwards.
/// Register it once: <c>[assembly: AssemblyFixture(typeof(Servers))]</c>.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    DistributedApplication? app;
    string postgres = "", broker = "";
    Uri management = null!;

    /// <summary>With <c>QLAB_TEST_SERVERS</c> set to what <see cref="Address"/> was of servers that run already, those are used and left alone.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("QLAB_TEST_SERVERS") is { Length: > 0 } running)
        {
            var parts = running.Split('|');
            (postgres, broker, management) = (parts[0], parts[1], new(parts[2]));
            return;
        }
        var builder = CreateBuilder();
        var database = builder.AddPostgres("postgres").RunAsProcess().WithEnvironment("FSYNC", "off");
        var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin().RunAsProcess();
        app = builder.Build();
        await app.StartAsync();
        await Task.WhenAll(
            app.ResourceNotifications.WaitForResourceHealthyAsync("postgres"), app.ResourceNotifications.WaitForResourceHealthyAsync("messaging"));
        postgres = (await database.Resource.ConnectionStringExpression.GetValueAsync(default))!;
        broker = (await messaging.Resource.ConnectionStringExpression.GetValueAsync(default))!;
        management = new(messaging.GetEndpoint("management").Url);
    }

    /// <summary>The orchestrator of the AppHost with nothing in it yet, and a folder that goes with it.</summary>
    public static IDistributedApplicationBuilder CreateBuilder()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { AssemblyName = "QLab.AppHost", DisableDashboard = true });
        ServerPackages.Ensure(builder.Configuration, new Terminal());
        builder.UseRunFolder(ephemeral: true);
        builder.Configuration["DcpPublisher:WaitForResourceCleanup"] = "true";
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        return builder;
    }

    /// <summary>Where they are: the connection strings of PostgreSQL and RabbitMQ and the broker's management address, parted by bars.</summary>
    public string Address => $"{postgres}|{broker}|{management}";

    /// <summary>A fresh, empty database.</summary>
    /// <param name="name">What its name begins with.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> NewDatabaseAsync(string name)
    {
        var database = $"{name}-{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(postgres);
        await using var create = source.CreateCommand($"CREATE DATABASE \"{database}\"");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(postgres) { Database = database }.ConnectionString;
    }

    /// <summary>A fresh virtual host, so that no other class's queues hear what is published.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> NewVirtualHostAsync()
    {
        var name = Guid.NewGuid().ToString("N");
        await ManageAsync(HttpMethod.Put, $"vhosts/{name}", new { });
        return $"{broker.TrimEnd('/')}/{name}";
    }

    /// <summary>Asks the broker's management API.</summary>
    /// <returns>What it answers; a refusal is thrown.</returns>
    public async Task<string> ManageAsync(HttpMethod method, string path, object? body = null)
    {
        var user = new Uri(broker).UserInfo.Split(':').Select(Uri.UnescapeDataString);
        using var http = new HttpClient { BaseAddress = management };
        using var request = new HttpRequestMessage(method, $"/api/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(':', user))));
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{method} {path}: {response.StatusCode} {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
