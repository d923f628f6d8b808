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
    [InlineData("192.0.2.9", "", "192.0.2.9")]
    [InlineData("127.0.0.1", "", "127.0.0.1")]
    [InlineData("10.1.2.3", "10.0.0.0/8", "198.51.100.7")]
    [InlineData("::ffff:10.1.2.3", "10.0.0.0/8", "198.51.100.7")]
    [InlineData("2001:db8::5", "2001:db8::/32", "198.51.100.7")]
    [InlineData(null, "10.0.0.0/8", null)]
    public async Task Only_a_trusted_proxy_tells_the_gateway_where_a_request_came_from(string? from, string trusted, string? expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        if (trusted.Length > 0) builder.Configuration.AddInMemoryCollection([new("TrustedProxies:0", trusted)]);
        builder.AddTrustedProxies();
        await using var app = builder.Build();
        (await AddressAsync(app, pipeline => pipeline.UseTrustedProxies(), from)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("127.0.0.1", Secret, Secret, "198.51.100.7")]
    [InlineData("10.1.2.3", Secret, Secret, "198.51.100.7")]
    [InlineData("127.0.0.1", Secret, "another-secret-as-long-as-it", "127.0.0.1")]
    [InlineData("127.0.0.1", Secret, "", "127.0.0.1")]
    [InlineData("127.0.0.1", Secret, null, "127.0.0.1")]
    [InlineData("127.0.0.1", null, "", "127.0.0.1")]
    [InlineData("127.0.0.1", null, null, "127.0.0.1")]
    public async Task Only_the_gateway_tells_a_service_and_it_shows_their_secret(string from, string? secret, string? shown, string expected)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        (await AddressAsync(app, pipeline => pipeline.UseForwardedByGateway(secret), from, shown)).ShouldBe(expected);
    }

    [Fact]
    public void A_secret_that_could_be_guessed_is_refused() =>
        Should.Throw<InvalidOperationException>(() => GatewaySecret.Of(Settings(("Gateway:Secret", "short")))).Message.ShouldContain("16");

    [Theory]
    [InlineData(null, null, "http://localhost:8080", "http://localhost:8080")]
    [InlineData("https://lab.example.org", null, "https://lab.example.org", "https://lab.example.org")]
    [InlineData("https://lab.example.org/", null, "https://lab.example.org", "https://lab.example.org")]
    [InlineData(null, "https://issuer.example.org/", "https://issuer.example.org", "https://issuer.example.org/")]
    [InlineData("https://lab.example.org", "https://issuer.example.org", "https://lab.example.org", "https://issuer.example.org")]
    public void Links_and_the_issuer_follow_from_the_public_address(string? publicUrl, string? issuer, string links, string tokens)
    {
        var settings = Settings(("PublicUrl", publicUrl), ("Auth:Issuer", issuer));
        (settings.PublicUrl(), settings.Issuer()).ShouldBe((links, tokens));
    }

    [Theory]
    [InlineData("lab.example.org")]
    [InlineData("ftp://lab.example.org")]
    [InlineData("https://lab.example.org/platform")]
    [InlineData("https://somebody@lab.example.org")]
    public void What_is_no_root_of_a_web_address_is_refused(string publicUrl) =>
        Should.Throw<InvalidOperationException>(() => Settings(("PublicUrl", publicUrl)).PublicUrl());

    const string Secret = "the-secret-of-the-gateway";

    static IConfiguration Settings(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build();

    static async Task<string?> AddressAsync(
        WebApplication app, Action<IApplicationBuilder> use, string? from, string? shown = null)
    {
        var pipeline = new ApplicationBuilder(app.Services);
        use(pipeline);
        pipeline.Run(_ => Task.CompletedTask);
        var http = new DefaultHttpContext { RequestServices = app.Services };
        http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
        http.Request.Headers["X-Forwarded-For"] = "198.51.100.7";
        if (shown is not null) http.Request.Headers[GatewaySecret.Header] = shown;

        await pipeline.Build()(http);

        return ClientAddress.Of(http)?.ToString();
    }
}
