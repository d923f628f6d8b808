using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Npgsql;

namespace QLab.Testing;

/// <summary>PostgreSQL and RabbitMQ, started as the AppHost starts them and shared by all test processes that run now.</summary>
public static class Servers
{
    /// <summary>Held until this process ends.</summary>
    static readonly Lazy<Task<(ServerAddresses Addresses, IDisposable Use)>> InUse = new(SharedServers.OfThisCheckout.UseAsync);

    /// <summary>A fresh, empty database.</summary>
    /// <param name="name">What its name begins with.</param>
    /// <returns>Its connection string.</returns>
    public static async Task<string> NewDatabaseAsync(string name)
    {
        var database = $"{name}-{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE \"{database}\"");
        return new NpgsqlConnectionStringBuilder((await AddressesAsync()).Postgres) { Database = database }.ConnectionString;
    }

    /// <summary>Takes a database away, whoever is still connected to it.</summary>
    public static Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"DROP DATABASE \"{new NpgsqlConnectionStringBuilder(connectionString).Database}\" WITH (FORCE)");

    /// <summary>A fresh virtual host, so that no other host's queues hear what is published.</summary>
    /// <returns>Its address.</returns>
    public static async Task<string> NewVirtualHostAsync()
    {
        var name = Guid.NewGuid().ToString("N");
        await ManageAsync(HttpMethod.Put, $"vhosts/{name}", new { });
        return $"{(await AddressesAsync()).Broker.TrimEnd('/')}/{name}";
    }

    /// <summary>Takes a virtual host away, with its queues and connections.</summary>
    public static Task DeleteVirtualHostAsync(string address) => ManageAsync(HttpMethod.Delete, $"vhosts{new Uri(address).AbsolutePath}");

    /// <summary>Asks the broker's management API.</summary>
    /// <returns>What it answers; a refusal is thrown.</returns>
    public static async Task<string> ManageAsync(HttpMethod method, string path, object? body = null)
    {
        var addresses = await AddressesAsync();
        var user = new Uri(addresses.Broker).UserInfo.Split(':').Select(Uri.UnescapeDataString);
        using var http = new HttpClient { BaseAddress = addresses.Management };
        using var request = new HttpRequestMessage(method, $"/api/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(':', user))));
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException($"{method} {path}: {response.StatusCode} {answer}");
    }

    static async Task<ServerAddresses> AddressesAsync() => (await InUse.Value).Addresses;

    static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create((await AddressesAsync()).Postgres);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
