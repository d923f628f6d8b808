using System.Net.Http.Headers;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Npgsql;
using Xunit;

namespace QLab.Testing;

/// <summary>
/// One PostgreSQL and one RabbitMQ for a test assembly, started by the native engine and thrown away with it.
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
        var builder = DistributedApplication.CreateBuilder(["--ephemeral"]);
        var database = builder.AddPostgres("postgres");
        var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin();
        app = builder.Build();
        await app.StartAsync();
        postgres = (await database.Resource.GetConnectionStringAsync(default))!;
        broker = (await messaging.Resource.GetConnectionStringAsync(default))!;
        management = new(messaging.GetEndpoint("management").Url);
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
        var user = new Uri(broker).UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        using var http = new HttpClient { BaseAddress = management };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(':', user))));
        using var made = await http.PutAsync($"/api/vhosts/{name}", new StringContent("{}", Encoding.UTF8, "application/json"));
        if (!made.IsSuccessStatusCode) throw new InvalidOperationException($"The broker made no virtual host: {made.StatusCode} {await made.Content.ReadAsStringAsync()}");
        return $"{broker.TrimEnd('/')}/{name}";
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }
}
