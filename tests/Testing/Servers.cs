using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Npgsql;
using Xunit;

namespace QLab.Testing;

/// <summary>
/// PostgreSQL and RabbitMQ for a test assembly, shared with the others that run now and started as the AppHost starts them.
/// Register it once: <c>[assembly: AssemblyFixture(typeof(Servers))]</c>.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    IDisposable? use;
    string postgres = "", broker = "";
    Uri management = null!;

    public async ValueTask InitializeAsync() => ((postgres, broker, management), use) = await SharedServers.OfThisCheckout.UseAsync();

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

    /// <summary>Takes a database away, whoever is still connected to it.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(postgres);
        await using var drop = source.CreateCommand($"DROP DATABASE \"{new NpgsqlConnectionStringBuilder(connectionString).Database}\" WITH (FORCE)");
        await drop.ExecuteNonQueryAsync();
    }

    /// <summary>Takes a virtual host away, with its queues and connections.</summary>
    public Task DeleteVirtualHostAsync(string address) => ManageAsync(HttpMethod.Delete, $"vhosts/{new Uri(address).AbsolutePath.TrimStart('/')}");

    public ValueTask DisposeAsync()
    {
        use?.Dispose();
        return ValueTask.CompletedTask;
    }
}
