using QLab.Gateway.Routing;
using QLab.ServiceDefaults;

namespace QLab.Gateway.Tests;

public sealed class ReachingAService : IAsyncLifetime
{
    readonly Dictionary<string, Upstream[]> services = [];
    RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in PlatformServices.Names) services[name] = [await Upstream.StartAsync()];
        gateway = new(services);
    }

    [Theory]
    [InlineData("/api/participants/v1/projects?limit=2", "participants")]
    [InlineData("/api/surveys/v1/surveys", "surveys")]
    [InlineData("/api/workshops/v1/workshops/1/places", "workshops")]
    [InlineData("/api/test-teams/v1/teams", "test-teams")]
    [InlineData("/api/publications/v1/themes", "publications")]
    [InlineData("/connect/token", "participants")]
    [InlineData("/.well-known/openid-configuration", "participants")]
    public async Task An_address_reaches_its_service_unchanged(string path, string service)
    {
        var answer = await gateway.GetAsync(path);

        (await answer.Text()).ShouldBe(services[service][0].Address);
        services[service][0].Requests.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Fact]
    public async Task A_header_in_other_letters_than_ascii_breaks_no_connection()
    {
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 })
        {
            BaseAddress = gateway.Client.BaseAddress,
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/surveys/v1/surveys");
        request.Headers.TryAddWithoutValidation("Receipt-Code", "é");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_service_describes_itself()
    {
        foreach (var service in PlatformServices.Names)
        {
            var answer = await gateway.GetAsync($"/openapi/{service}.json");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await answer.Text()).ShouldContain(services[service][0].Address);
        }
    }

    [Theory]
    [InlineData("/api/payments/v1/x")]
    [InlineData("/openapi/payments.json")]
    [InlineData("/api/surveysx")]
    [InlineData("/dead-letters")]
    public async Task An_address_that_is_not_listed_reaches_nobody(string path)
    {
        await (await gateway.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        services.Values.ShouldAllBe(replicas => replicas[0].Requests.IsEmpty);
    }

    [Theory]
    [InlineData("/alive")]
    [InlineData("/health")]
    public async Task The_health_of_a_service_is_not_reached_through_its_addresses(string path)
    {
        await gateway.GetAsync("/api/surveys/.." + path);
        services["surveys"][0].Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_arrives_with_its_headers_and_body()
    {
        await gateway.SendAsync(HttpMethod.Post, "/api/surveys/v1/surveys", new StringContent("""{"a":1}"""),
            ("Idempotency-Key", "\"k1\""), ("Authorization", "Bearer x.y.z"), ("If-Match", "\"7\""));

        var seen = services["surveys"][0].Requests.ShouldHaveSingleItem();
        seen.Method.ShouldBe("POST");
        seen.Body.ShouldBe("""{"a":1}""");
        seen.Headers["Idempotency-Key"].ShouldBe("\"k1\"");
        seen.Headers["Authorization"].ShouldBe("Bearer x.y.z");
        seen.Headers["If-Match"].ShouldBe("\"7\"");
    }

    [Fact]
    public async Task A_service_hears_the_clients_address_from_the_gateway_alone()
    {
        await gateway.SendAsync(
            HttpMethod.Get, "/api/surveys/v1/surveys", null, ("X-Forwarded-For", "10.1.2.3"), ("X-Forwarded-Proto", "https"));

        var seen = services["surveys"][0].Requests.ShouldHaveSingleItem();
        seen.Headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
        seen.Headers["X-Forwarded-Proto"].ShouldBe("http");
    }

    [Fact]
    public async Task A_trace_goes_on_through_the_gateway()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await gateway.SendAsync(HttpMethod.Get, "/api/surveys/v1/surveys", null, ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));

        services["surveys"][0].Requests.ShouldHaveSingleItem().Headers["traceparent"].ShouldContain(Trace);
    }

    [Fact]
    public async Task A_problem_of_a_service_passes_unchanged()
    {
        var answer = await gateway.GetAsync("/api/surveys/v1/refuse");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Text()).ShouldContain("urn:qlab:problem:survey-not-open");
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        foreach (var upstream in services.Values.SelectMany(u => u)) await upstream.DisposeAsync();
    }
}
