using QLab.Gateway.Limits;
using QLab.Testing;

namespace QLab.Gateway.Tests;

public sealed class CountingRequests : IAsyncLifetime
{
    const string Path = "/api/participants/v1/projects";

    TokenIssuer issuer = null!;
    Upstream participants = null!;

    public async ValueTask InitializeAsync() => (issuer, participants) = (await TokenIssuer.StartAsync(), await Upstream.StartAsync());

    [Fact]
    public async Task Every_answer_tells_what_is_left()
    {
        await using var gateway = Gateway();

        (await gateway.GetAsync(Path)).Header("RateLimit").ShouldStartWith("\"anonymous\";r=2;t=");
        var second = await gateway.GetAsync("/api/nobody");
        second.Header("RateLimit").ShouldStartWith("\"anonymous\";r=1;t=");
        second.Header("RateLimit-Policy").ShouldBe("\"anonymous\";q=3;w=3600");
    }

    [Fact]
    public async Task Beyond_the_quota_the_client_hears_when_to_come_again()
    {
        await using var gateway = Gateway();
        for (var i = 0; i < 3; i++) (await gateway.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await gateway.GetAsync(Path);

        await refused.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
        refused.Header("RateLimit").ShouldStartWith("\"anonymous\";r=0;t=");
        participants.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Each_client_with_a_token_has_a_quota_of_its_own()
    {
        await using var gateway = Gateway();
        for (var i = 0; i < 4; i++) await gateway.GetAsync(Path);

        (await As(gateway, issuer.Token("", "mind"))).Header("RateLimit").ShouldStartWith("\"client\";r=4;");
        (await As(gateway, issuer.Token("", "mind"))).Header("RateLimit").ShouldStartWith("\"client\";r=3;");
        (await As(gateway, issuer.Token("", "evaluator"))).Header("RateLimit").ShouldStartWith("\"client\";r=4;");
    }

    [Fact]
    public async Task A_token_that_is_not_valid_gives_no_quota()
    {
        await using var gateway = Gateway();
        var foreign = TokenIssuer.ForeignToken("");

        (await As(gateway, foreign)).Header("RateLimit").ShouldStartWith("\"anonymous\";r=2;");
        (await As(gateway, "rubbish")).Header("RateLimit").ShouldStartWith("\"anonymous\";r=1;");
    }

    [Fact]
    public async Task Guessing_secrets_is_slowed_down()
    {
        await using var gateway = Gateway();

        (await gateway.SendAsync(HttpMethod.Post, "/connect/token")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.SendAsync(HttpMethod.Post, "/connect/token")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.SendAsync(HttpMethod.Post, "/connect/token")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await gateway.GetAsync("/connect/userinfo")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/participants/v1/sign-in")]
    [InlineData("/api/participants/v1/sign-in/codes")]
    public async Task Guessing_codes_is_slowed_down_with_it(string path)
    {
        await using var gateway = Gateway();

        (await gateway.SendAsync(HttpMethod.Post, path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.SendAsync(HttpMethod.Post, "/connect/token")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.SendAsync(HttpMethod.Post, path)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_client_cannot_choose_its_address()
    {
        await using var gateway = Gateway();

        for (var i = 0; i < 3; i++) await From(gateway, $"192.0.2.{i}");
        (await From(gateway, "192.0.2.9")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_trusted_proxy_names_the_address()
    {
        await using var gateway = Gateway(("TrustedProxies:0", "127.0.0.0/8"));

        for (var i = 0; i < 3; i++) await From(gateway, "192.0.2.1");
        (await From(gateway, "192.0.2.1")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await From(gateway, "192.0.2.2")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Those_who_watch_the_platform_are_not_counted()
    {
        await using var gateway = Gateway();
        for (var i = 0; i < 8; i++) (await gateway.GetAsync("/alive")).Header("RateLimit").ShouldBeEmpty();

        (await gateway.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Load_tests_switch_the_quotas_off()
    {
        await using var gateway = Gateway(("Limits:Enabled", "false"));
        for (var i = 0; i < 8; i++) (await gateway.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    public async Task A_network_of_one_household_counts_as_one(string one, string other, bool same)
    {
        await using var gateway = Gateway(("TrustedProxies:0", "127.0.0.0/8"));
        for (var i = 0; i < 3; i++) await From(gateway, one);
        (await From(gateway, other)).StatusCode.ShouldBe(same ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        await participants.DisposeAsync();
        await issuer.DisposeAsync();
    }

    RunningGateway Gateway(params (string, string)[] settings) => new(new() { ["participants"] = [participants] },
    [
        ("Limits:Anonymous:Requests", "3"), ("Limits:Anonymous:Seconds", "3600"), ("Limits:Client:Requests", "5"), ("Limits:Client:Seconds", "3600"),
        ("Limits:Token:Requests", "2"), ("Limits:Token:Seconds", "3600"),
        ("Auth:Issuer", TokenIssuer.Issuer), ("Auth:Jwks", issuer.Jwks), .. settings,
    ]);

    static Task<HttpResponseMessage> As(RunningGateway gateway, string token) =>
        gateway.SendAsync(HttpMethod.Get, Path, null, ("Authorization", $"Bearer {token}"));

    static Task<HttpResponseMessage> From(RunningGateway gateway, string address) =>
        gateway.SendAsync(HttpMethod.Get, Path, null, ("X-Forwarded-For", address));
}
