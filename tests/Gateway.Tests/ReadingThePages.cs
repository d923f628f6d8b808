using System.Text.RegularExpressions;
using QLab.Gateway.Routing;
using QLab.ServiceDefaults;

namespace QLab.Gateway.Tests;

public sealed partial class ReadingThePages : IAsyncLifetime
{
    Upstream surveys = null!;
    RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        surveys = await Upstream.StartAsync();
        gateway = RunningGateway.InFrontOf("surveys", surveys);
    }

    [Fact]
    public async Task The_first_page_says_where_to_go_and_how_the_services_are()
    {
        await gateway.EventuallyAsync("/", (_, body) => body.Contains("1 of 1 replicas answer."));

        var page = await (await gateway.GetAsync("/")).Text();
        page.ShouldContain("lang=\"en-GB\"");
        page.ShouldContain("href=\"/docs/\"");
        page.ShouldContain("href=\"/health\"");
        foreach (var service in PlatformServices.Names) page.ShouldContain($"/openapi/{service}.json");
    }

    [Fact]
    public async Task The_documentation_shows_every_service_on_one_page()
    {
        (await gateway.GetAsync("/docs")).StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        var script = await (await gateway.GetAsync("/docs/index.js")).Text();
        foreach (var service in PlatformServices.Names) script.ShouldContain($"/openapi/{service}.json");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs/index.html")]
    public async Task What_a_page_loads_comes_from_the_gateway(string path)
    {
        var answer = await gateway.GetAsync(path);
        var policy = answer.Header("Content-Security-Policy");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("unsafe-eval");

        var loaded = Loaded().Matches(await answer.Text()).Select(m => m.Groups[1].Value).ToList();
        loaded.ShouldNotBeEmpty();
        foreach (var address in loaded)
        {
            var part = await gateway.GetAsync(new Uri(new Uri(gateway.Client.BaseAddress!, path), address).PathAndQuery);
            part.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        }
    }

    [Fact]
    public async Task Scripts_in_the_page_itself_are_neither_there_nor_allowed()
    {
        var answer = await gateway.GetAsync("/docs/index.html");
        answer.Header("Content-Security-Policy").ShouldContain("script-src 'self';");
        (await answer.Text()).ShouldNotMatch("<script(?![^>]*src=)");
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await surveys.DisposeAsync();
    }

    [GeneratedRegex("""<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"[^>]*>""")]
    private static partial Regex Loaded();
}
