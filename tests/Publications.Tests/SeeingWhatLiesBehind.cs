using System.Diagnostics;
using System.Text.Json.Nodes;

namespace QLab.Publications.Tests;

public sealed class SeeingWhatLiesBehind(PublicationsApp app)
{
    [Fact]
    public async Task The_public_sees_how_many_and_staff_see_which()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var otherScope = app.Client("surveys:read");
        using var anybody = app.Anonymous();
        var (essay, responses) = await EssayFromAsync(staff, 9);

        var inPublic = await PublicationsApp.ReadAsync(anybody, $"lineage/publications/{essay}");
        inPublic["contributions"]!.ToJsonString().ShouldBe("""[{"kind":"surveyResponse","count":9}]""");
        inPublic["summary"]!.GetValue<string>().ShouldBe(
            "“Listening first” is based on 1 insight, agreed from 2 themes. Behind them lie 9 survey responses and 1 cited source.");
        Types(inPublic).ShouldBe(["evidence", "insight", "publication", "theme", "theme"]);
        foreach (var response in responses) inPublic.ToJsonString().ShouldNotContain(response.ToString());
        (await PublicationsApp.ReadAsync(otherScope, $"lineage/publications/{essay}")).ToJsonString().ShouldBe(inPublic.ToJsonString());

        var inside = await PublicationsApp.ReadAsync(staff, $"lineage/publications/{essay}");
        foreach (var response in responses) inside.ToJsonString().ShouldContain(response.ToString());
        inside["nodes"]!.AsArray().Count(n => n!["type"]!.GetValue<string>() == "contribution").ShouldBe(9);
    }

    [Fact]
    public async Task The_public_sees_no_small_number()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        using var anybody = app.Anonymous();
        var (essay, _) = await EssayFromAsync(staff, 7);
        var inPublic = await PublicationsApp.ReadAsync(anybody, $"lineage/publications/{essay}");
        inPublic["contributions"]![0]!["count"].ShouldBeNull();
        inPublic["summary"]!.GetValue<string>().ShouldContain("a few survey responses");
        inPublic.ToJsonString().ShouldNotContain("7 survey");
    }

    [Fact]
    public async Task Takes_as_many_queries_for_many_contributions_as_for_few()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        var (few, fewResponses) = await EssayFromAsync(staff, 2);
        var (many, manyResponses) = await EssayFromAsync(staff, 20);
        (await QueriesAsync(staff, $"lineage/publications/{many}")).ShouldBe(await QueriesAsync(staff, $"lineage/publications/{few}"));
        (await QueriesAsync(staff, $"lineage/contributions/{manyResponses[0]}")).ShouldBe(
            await QueriesAsync(staff, $"lineage/contributions/{fewResponses[0]}"));
    }

    /// <summary>Counts the database commands of one request, told by its trace.</summary>
    static async Task<int> QueriesAsync(HttpClient client, string path)
    {
        var trace = ActivityTraceId.CreateRandom();
        var count = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Npgsql" && activity.TraceId == trace) Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/publications/v1/{path}");
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await client.SendAsync(request);
        (await response.Content.ReadAsStringAsync()).ShouldContain("nodes");
        count.ShouldBeInRange(1, 10);
        return count;
    }

    async Task<(Guid Essay, Guid[] Responses)> EssayFromAsync(HttpClient staff, int count)
    {
        var project = await app.KnownProjectAsync();
        var responses = await app.ResponsesAsync(project, count);
        var (one, two) = (await app.ThemeAsync(staff, project, "T1"), await app.ThemeAsync(staff, project, "T2", "Time"));
        foreach (var response in responses)
            await PublicationsApp.CreatedAsync(staff, $"themes/{one}/evidence", new { contributionId = response });
        await PublicationsApp.CreatedAsync(
            staff, $"themes/{two}/evidence", new { contributionId = responses[0], passage = new { start = 0, end = 5 } });
        await PublicationsApp.CreatedAsync(
            staff, $"themes/{two}/evidence", new { source = new { title = "A report", url = "https://example.org/report" } });
        var insight = await app.InsightAsync(staff, project, one, two);
        return (await app.EssayAsync(staff, project, $"essay-{count}", insight), responses);
    }

    static IEnumerable<string> Types(JsonNode lineage) => lineage["nodes"]!.AsArray().Select(n => n!["type"]!.GetValue<string>()).Order();
}
