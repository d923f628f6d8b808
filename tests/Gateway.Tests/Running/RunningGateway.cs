using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using QLab.Testing;

namespace QLab.Gateway.Tests.Running;

/// <summary>The gateway on a port of its own, in front of upstreams that the test made.</summary>
sealed class RunningGateway : IAsyncDisposable
{
    readonly WebApplicationFactory<Program> factory;

    public RunningGateway(Dictionary<string, Upstream[]> services, params (string Key, string Value)[] settings)
    {
        factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production").UseUrls("http://127.0.0.1:0").ConfigureLogging(logging => logging.ClearProviders());
            foreach (var (service, replicas) in services)
                for (var i = 0; i < replicas.Length; i++) host.UseSetting($"services:{service}:http:{i}", replicas[i].Address);
            foreach (var (key, value) in settings) host.UseSetting(key, value);
        });
        factory.UseKestrel();
        factory.StartServer();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = factory.ClientOptions.BaseAddress };
    }

    public HttpClient Client { get; }

    public static RunningGateway InFrontOf(string service, params Upstream[] replicas) => new(new() { [service] = replicas });

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks again until the answer is as it should be.</summary>
    public Task EventuallyAsync(string path, Func<HttpResponseMessage, string, bool> isRight) => Eventually.Succeeds(async () =>
    {
        using var answer = await GetAsync(path);
        var body = await answer.Text();
        isRight(answer, body).ShouldBeTrue($"{path} still answers {(int)answer.StatusCode}: {body}");
    });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await factory.DisposeAsync();
    }
}

static class Answers
{
    /// <summary>The body, which must be a problem of this status and type.</summary>
    public static async Task<JsonObject> ShouldBeProblem(this HttpResponseMessage answer, HttpStatusCode status, string type)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(status, body);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", body);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        problem["type"]!.GetValue<string>().ShouldBe($"urn:qlab:problem:{type}");
        problem["traceId"].ShouldNotBeNull();
        return problem;
    }

    public static Task<string> Text(this HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    public static string Header(this HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
