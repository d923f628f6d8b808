using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace QLab.Seeds.Api;

/// <summary>Whether a request changed something, or found it done on an earlier play.</summary>
enum Outcome
{
    New,
    There,
}

/// <summary>The platform as a partner organisation meets it: one address, a token, JSON. At most eight requests are in flight.</summary>
sealed class Gateway(HttpClient http, AccessTokens tokens, Retries retries)
{
    const int InFlight = 8;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    readonly SemaphoreSlim slots = new(InFlight);

    /// <summary>Makes something under an id of our own; that it is there already is as good.</summary>
    public async Task<Outcome> Create(string address, Guid id, object body, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Post, address, body, null, ct);
        if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return Outcome.New;

        var problem = await Problem.Read(answer, ct);
        if (!problem.Is("already-exists")) throw Stopped("POST", address, problem);
        if (problem.ExistingId is { } other && other != id)
            throw new PlayStopped($"POST {address}: somebody else made this before, under the id {other}; the seeds would not fit it. {problem}");
        return Outcome.There;
    }

    /// <summary>Does what can be done only once; <paramref name="done"/> is the problem that says it was.</summary>
    public async Task<Outcome> Do(string address, object? body, string done, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Post, address, body, null, ct);
        if (answer.IsSuccessStatusCode) return Outcome.New;

        var problem = await Problem.Read(answer, ct);
        return problem.Is(done) ? Outcome.There : throw Stopped("POST", address, problem);
    }

    /// <summary>Says how something is to be. What asks for the version that it is to replace was said before.</summary>
    public async Task<Outcome> Put(string address, object body, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Put, address, body, null, ct);
        if (answer.StatusCode == HttpStatusCode.PreconditionRequired) return Outcome.There;
        return answer.IsSuccessStatusCode ? Outcome.New : throw Stopped("PUT", address, await Problem.Read(answer, ct));
    }

    /// <summary>Says how something is to be, whatever it was before.</summary>
    public async Task<Outcome> Replace(string address, object body, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Put, address, body, null, ct, ifMatch: "*");
        return answer.IsSuccessStatusCode ? Outcome.New : throw Stopped("PUT", address, await Problem.Read(answer, ct));
    }

    /// <summary>Sends something under a key that the platform remembers for good: the first answer comes again.</summary>
    public async Task<JsonElement> Submit(string address, string key, object body, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Post, address, body, key, ct);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(Json, ct)
            : throw Stopped("POST", address, await Problem.Read(answer, ct));
    }

    /// <summary>Reads something; null when it is not there.</summary>
    public async Task<JsonElement?> Find(string address, CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Get, address, null, null, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(Json, ct)
            : throw Stopped("GET", address, await Problem.Read(answer, ct));
    }

    public async Task<JsonElement> Read(string address, CancellationToken ct) =>
        await Find(address, ct) ?? throw new PlayStopped($"GET {address}: there is nothing at this address.");

    Task<HttpResponseMessage> Send(
        HttpMethod method, string address, object? body, string? key, CancellationToken ct, string? ifMatch = null) =>
        retries.Send(token => SendOnce(method, address, body, key, ifMatch, token), ct);

    async Task<HttpResponseMessage> SendOnce(
        HttpMethod method, string address, object? body, string? key, string? ifMatch, CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        try
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.Get(ct));
            if (key is not null) request.Headers.Add("Idempotency-Key", $"\"{key}\"");
            if (ifMatch is not null) request.Headers.Add("If-Match", ifMatch);
            if (body is not null) request.Content = JsonContent.Create(body, options: Json);
            return await http.SendAsync(request, ct);
        }
        finally
        {
            slots.Release();
        }
    }

    static PlayStopped Stopped(string method, string address, Problem problem) => new($"{method} {address} was refused: {problem}");
}
