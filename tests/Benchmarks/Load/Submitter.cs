using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace QLab.Benchmarks.Load;

/// <summary>Submits the same response again and again, as an anonymous respondent does.</summary>
sealed class Submitter : IDisposable
{
    /// <summary>About 1.4 kB, as a real response with a few sentences in it.</summary>
    public static readonly string Answers = JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["role"] = "lived", ["topics"] = new[] { "pain", "mood" }, ["listened"] = "sometimes", ["years"] = 7,
        ["story"] = string.Concat(Enumerable.Repeat("The back pain began after the second winter, and nobody asked how it felt to live with it. ", 14)),
    });

    static readonly byte[] Body = Encoding.UTF8.GetBytes($$"""{"answers":{{Answers}}}""");

    readonly HttpClient client;
    readonly string path;

    public Submitter(string address, Guid surveyId, int connections)
    {
        client = new(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false, AllowAutoRedirect = false,
        })
        {
            BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(60),
        };
        path = $"/api/surveys/v1/surveys/{surveyId}/responses";
    }

    public async Task SubmitAsync()
    {
        using var content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        if ((int)answer.StatusCode != 201) throw new InvalidOperationException($"{(int)answer.StatusCode} {text}");
    }

    public void Dispose() => client.Dispose();
}
