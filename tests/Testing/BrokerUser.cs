using System.Text.Json.Nodes;
using Shouldly;

namespace QLab.Testing;

/// <summary>A user of the broker who can be locked out: for them the broker is away, and for nobody else.</summary>
public sealed class BrokerUser
{
    readonly string name = $"user-{Guid.NewGuid():N}";

    /// <returns>The address of the virtual host as this user reaches it.</returns>
    public async Task<string> MayUseAsync(string virtualHost)
    {
        var address = new Uri(virtualHost);
        await AllowAsync();
        var everything = new { configure = ".*", write = ".*", read = ".*" };
        await Servers.ManageAsync(HttpMethod.Put, $"permissions{address.AbsolutePath}/{name}", everything);
        return new UriBuilder(address) { UserName = name, Password = "let me in" }.Uri.AbsoluteUri;
    }

    public Task AllowAsync() => Servers.ManageAsync(HttpMethod.Put, $"users/{name}", new { password = "let me in", tags = "" });

    /// <summary>Refuses logins, and ends the connections that are there until none is left.</summary>
    public async Task RefuseAsync()
    {
        await Servers.ManageAsync(HttpMethod.Put, $"users/{name}", new { password = "another", tags = "" });
        await Eventually.Succeeds(async () =>
        {
            var connections = JsonNode.Parse(await Servers.ManageAsync(HttpMethod.Get, "connections"))!.AsArray()
                .Where(c => (string?)c!["user"] == name).Select(c => (string)c!["name"]!).ToList();
            foreach (var connection in connections)
                await Servers.ManageAsync(HttpMethod.Delete, $"connections/{Uri.EscapeDataString(connection)}");
            connections.ShouldBeEmpty();
        });
    }
}
