using QLab.ServiceDefaults.Http;
using QLab.Testing;

namespace QLab.Gateway.Tests;

/// <summary>A real nginx with a certificate of its own stands in front.</summary>
public sealed class BehindAProxy : IAsyncLifetime
{
    const string Path = "/api/surveys/v1/surveys", Secret = "the-secret-of-the-gateway";

    Upstream surveys = null!;

    public async ValueTask InitializeAsync() => surveys = await Upstream.StartAsync();

    [Fact]
    public async Task The_service_hears_the_clients_own_address_and_browsers_are_told_to_stay_with_https()
    {
        await using var gateway = Gateway(("TrustedProxies:0", "127.0.0.1/32"));
        await using var nginx = await BeforeAsync(gateway);
        using var client = nginx.From("127.0.0.2");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        client.DefaultRequestHeaders.Add(GatewaySecret.Header, "a-guess");

        using var answer = await client.GetAsync(Path, TestContext.Current.CancellationToken);

        answer.Header("Strict-Transport-Security").ShouldBe("max-age=31536000");
        var seen = surveys.Requests.ShouldHaveSingleItem();
        seen.Headers["X-Forwarded-For"].ShouldBe("127.0.0.2", "what the client claims is not believed");
        seen.Headers["X-Forwarded-Proto"].ShouldBe("https");
        seen.Headers[GatewaySecret.Header].ShouldBe(Secret);
    }

    [Fact]
    public async Task Clients_are_counted_apart()
    {
        await using var gateway =
            Gateway(("TrustedProxies:0", "127.0.0.1/32"), ("Limits:Anonymous:Requests", "1"), ("Limits:Anonymous:Seconds", "60"));
        await using var nginx = await BeforeAsync(gateway);
        using var one = nginx.From("127.0.0.2");
        using var another = nginx.From("127.0.0.3");

        (await StatusAsync(one)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(one)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync(another)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proxy_that_is_not_trusted_is_the_client()
    {
        await using var gateway = Gateway(("TrustedProxies:0", "10.0.0.0/8"));
        await using var nginx = await BeforeAsync(gateway);
        using var client = nginx.From("127.0.0.2");

        using var answer = await client.GetAsync(Path, TestContext.Current.CancellationToken);

        answer.Header("Strict-Transport-Security").ShouldBeEmpty();
        surveys.Requests.ShouldHaveSingleItem().Headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
    }

    public async ValueTask DisposeAsync() => await surveys.DisposeAsync();

    RunningGateway Gateway(params (string, string)[] settings) =>
        new(new() { ["surveys"] = [surveys] }, [("Gateway:Secret", Secret), .. settings]);

    static async Task<Nginx> BeforeAsync(RunningGateway gateway)
    {
        var nginx = await Nginx.InFrontOfAsync(gateway.Client.BaseAddress!);
        Assert.SkipWhen(nginx is null, "There is no nginx on this machine, and apt-get could not fetch one.");
        return nginx!;
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(Path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
