using System.Net;
using System.Net.Http.Json;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>Respondents who press "send" again until they are told that their answer is safe.</summary>
sealed class Submissions(RunningPlatform platform, Guid survey)
{
    /// <summary>A broker that was killed comes back in seconds, or in minutes where other tests keep both cores busy.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    int accepted;

    public int Accepted => accepted;

    /// <summary>Sends this many responses, some at once, each with a key of its own, until each is accepted.</summary>
    public Task SendAsync(int count, int atOnce = 16) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, _) =>
        {
            var key = $"\"{Guid.NewGuid()}\"";
            await Eventually.Succeeds(() => SendOnceAsync(i, key), Longest);
            Interlocked.Increment(ref accepted);
        });

    async Task SendOnceAsync(int number, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/surveys/v1/surveys/{survey}/responses")
        {
            Content = JsonContent.Create(new { answers = new { story = $"Answer {number}" } }),
            // Ten thousand traces would be a good part of the load.
            Headers = { { "Idempotency-Key", key }, { "traceparent", $"00-{Guid.NewGuid():N}-00f067aa0ba902b7-00" } },
        };
        using var response = await platform.Operator.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.Created)
            throw new HttpRequestException($"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Every response that was accepted is held once, and each service that hears of it has counted it once.</summary>
    public async Task AreCountedExactlyOnceAsync(Guid project, int count)
    {
        (await platform.CountAsync("surveys", $"SELECT count(*) FROM responses WHERE survey_id = '{survey}'")).ShouldBe(count);
        await Eventually.Equals(0L, () => platform.CountAsync("surveys", "SELECT count(*) FROM outbox"), Longest);
        await Eventually.Equals((long)count, () => ContributionsAsync(project), Longest);
        await Eventually.Equals(count, () => PageCountAsync(project), Longest);

        // One more at the end: it comes through behind whatever might have been repeated.
        await SendAsync(1);
        await Eventually.Equals(count + 1, () => PageCountAsync(project), Longest);
        await Eventually.Equals(count + 1L, () => ContributionsAsync(project), Longest);
    }

    /// <summary>The results of the survey say how many they rest on.</summary>
    public Task AreInTheResultsAsync(int count) => Eventually.Equals(count, async () =>
        (await platform.ReadAsync($"surveys/v1/surveys/{survey}/results"))["responses"]!.GetValue<int>(), Longest);

    Task<long> ContributionsAsync(Guid project) =>
        platform.CountAsync("publications", $"SELECT count(*) FROM contributions WHERE project_id = '{project}'");

    async Task<int> PageCountAsync(Guid project) =>
        (await platform.ReadAsync($"participants/v1/projects/{project}"))["counts"]!["responses"]!.GetValue<int>();
}
