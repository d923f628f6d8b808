using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using QLab.ServiceDefaults.Http;

namespace QLab.ServiceDefaults.Tests;

public sealed class KnowingWhereARequestComesFrom
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:aaaa::1", "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:bbbb::2", "2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("fe80::1%3", "fe80::1%3", "fe80::/64")]
    [InlineData("::1", "::1", "::/64")]
    [InlineData(null, null, "")]
    public void An_address_counts_as_itself_or_as_its_household(string? from, string? address, string prefix)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
        (ClientAddress.Of(http)?.ToString()).ShouldBe(address);
        ClientAddress.PrefixOf(http).ShouldBe(prefix);
    }

    [Theory]
    [InlineData("192.0.2.9", false, "", "192.0.2.9")]
    [InlineData("127.0.0.1", false, "", "127.0.0.1")]
    [InlineData("127.0.0.1", true, "", "198.51.100.7")]
    [InlineData("::1", true, "", "198.51.100.7")]
    [InlineData("::ffff:127.0.0.1", true, "", "198.51.100.7")]
    [InlineData("10.1.2.3", true, "", "10.1.2.3")]
    [InlineData("10.1.2.3", false, "10.0.0.0/8", "198.51.100.7")]
    [InlineData("::ffff:10.1.2.3", false, "10.0.0.0/8", "198.51.100.7")]
    [InlineData("2001:db8::5", false, "2001:db8::/32", "198.51.100.7")]
    [InlineData(null, true, "10.0.0.0/8", null)]
    public async Task Only_a_trusted_proxy_says_where_a_request_came_from(string? from, bool thisMachine, string trusted, string? expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        if (trusted.Length > 0) builder.Configuration.AddInMemoryCollection([new("TrustedProxies:0", trusted)]);
        builder.AddTrustedProxies(thisMachine);
        await using var app = builder.Build();
        var pipeline = new ApplicationBuilder(app.Services);
        pipeline.UseTrustedProxies();
        pipeline.Run(_ => Task.CompletedTask);
        var http = new DefaultHttpContext { RequestServices = app.Services };
        http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
        http.Request.Headers["X-Forwarded-For"] = "198.51.100.7";

        await pipeline.Build()(http);

        (ClientAddress.Of(http)?.ToString()).ShouldBe(expected);
    }
}
