namespace QLab.Gateway.Tests;

public sealed class AnsweringBrowsers : IAsyncLifetime
{
    const string Path = "/api/surveys/v1/surveys", Partner = "https://partner.example";

    Upstream surveys = null!;

    public async ValueTask InitializeAsync() => surveys = await Upstream.StartAsync();

    [Theory]
    [InlineData(Path)]
    [InlineData("/")]
    [InlineData("/docs/index.html")]
    [InlineData("/api/nobody")]
    [InlineData("/api/workshops/v1/away")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var gateway = RunningGateway.InFrontOf("surveys", surveys);
        var answer = await gateway.GetAsync(path);

        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("X-Frame-Options").ShouldBe("DENY");
        answer.Header("Referrer-Policy").ShouldBe("no-referrer");
        answer.Header("Content-Security-Policy").ShouldStartWith("default-src 'none'");
        answer.Header("Server").ShouldBeEmpty();
    }

    [Fact]
    public async Task No_origin_is_let_in_by_default()
    {
        await using var gateway = RunningGateway.InFrontOf("surveys", surveys);
        (await Preflight(gateway, Partner)).Header("Access-Control-Allow-Origin").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_configured_origin_may_write_and_read_the_headers()
    {
        await using var gateway = new RunningGateway(new() { ["surveys"] = [surveys] }, ("Cors:Origins:0", Partner));

        var preflight = await Preflight(gateway, Partner);
        preflight.Header("Access-Control-Allow-Origin").ShouldBe(Partner);
        preflight.Header("Access-Control-Allow-Headers").ShouldContain("Idempotency-Key");
        (await gateway.SendAsync(HttpMethod.Get, Path, null, ("Origin", Partner))).Header("Access-Control-Expose-Headers")
            .ShouldContain("ETag");
        (await Preflight(gateway, "https://elsewhere.example")).Header("Access-Control-Allow-Origin").ShouldBeEmpty();
        surveys.Requests.ShouldHaveSingleItem().Method.ShouldBe("GET");
    }

    [Fact]
    public async Task Https_is_insisted_on_only_where_it_is_served()
    {
        await using var gateway = new RunningGateway(new() { ["surveys"] = [surveys] }, ("TrustedProxies:0", "127.0.0.1/32"));

        var plain = await gateway.SendAsync(HttpMethod.Get, Path, null, ("Host", "lab.example"));
        plain.Header("Strict-Transport-Security").ShouldBeEmpty();
        var secure = await gateway.SendAsync(
            HttpMethod.Get, Path, null, ("Host", "lab.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "192.0.2.1"));
        secure.Header("Strict-Transport-Security").ShouldBe("max-age=31536000");
    }

    public async ValueTask DisposeAsync() => await surveys.DisposeAsync();

    static Task<HttpResponseMessage> Preflight(RunningGateway gateway, string origin) => gateway.SendAsync(HttpMethod.Options, Path, null,
        ("Origin", origin), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,idempotency-key"));
}
