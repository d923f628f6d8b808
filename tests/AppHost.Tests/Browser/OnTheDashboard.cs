using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.AppHost.Tests.Browser;

/// <summary>What an operator sees in a browser behind the link that the console prints.</summary>
[Collection("Labs")]
public sealed partial class OnTheDashboard(DashboardVisit visit) : IClassFixture<DashboardVisit>
{
    const string FirstColumn = "td:nth-child(1)", SecondColumn = "td:nth-child(2)";

    static readonly string[] Resources =
    [
        "gateway", .. PlatformServices.Names,
        "postgres", "participants-db", "surveys-db", "workshops-db", "test-teams-db", "publications-db",
        "messaging", "messaging-epmd",
    ];

    static readonly string[] Measures =
    [
        "qlab.survey.responses", "qlab.outbox.delivered", "qlab.outbox.pending", "qlab.outbox.lag", "qlab.consumers", "qlab.dead_letters",
    ];

    [Fact]
    public async Task Every_part_of_the_platform_is_running()
    {
        var page = await visit.OpenAsync("/");

        await Eventually.Succeeds(async () => (await TextsAsync(page, FirstColumn)).ShouldBe(Resources, ignoreOrder: true));
        await Eventually.Succeeds(async () =>
            (await TextsAsync(page, SecondColumn)).Select(StateOf).ShouldBe(Enumerable.Repeat("Running", Resources.Length)));
        await DashboardVisit.KeepPictureAsync(page, "resources");
    }

    /// <summary>Without the number of errors in the log, which the dashboard puts beside it.</summary>
    static string StateOf(string cell) => cell.Split(' ')[0];

    [Fact]
    public async Task A_response_is_followed_from_the_gateway_to_its_lineage()
    {
        var page = await visit.OpenAsync("/traces");
        var answered = page.Locator("tr", new() { HasText = "POST /api/surveys/" }).Filter(new() { HasText = "publications (" });
        await answered.WaitForAsync();
        await DashboardVisit.KeepPictureAsync(page, "traces");
        await answered.ClickAsync();

        await Eventually.Succeeds(async () =>
        {
            var names = await TextsAsync(page, FirstColumn);
            var spans = names.Zip(await TextsAsync(page, SecondColumn), (name, resource) => $"{resource}: {name}").ToList();
            spans[0].ShouldStartWith("gateway: POST /api/surveys/");
            spans.ShouldContain("surveys: POST /api/surveys/v1/surveys/{id:guid}/responses");
            spans.ShouldContain("surveys: ResponseSubmitted relay");
            spans.ShouldContain("publications: publications.keep-contribution-when-given process");
            spans.ShouldContain("participants: participants.count-responses-when-submitted process");
        });
        await DashboardVisit.KeepPictureAsync(page, "trace-of-a-response");
    }

    [Fact]
    public async Task Traces_begin_where_somebody_asked_for_something()
    {
        var page = await visit.OpenAsync("/traces");

        await Eventually.Succeeds(async () => (await TextsAsync(page, SecondColumn)).Count(IsAskedFor).ShouldBeGreaterThanOrEqualTo(5));
        (await TextsAsync(page, SecondColumn)).Where(name => !IsAskedFor(name) && !IsNowAndThen(name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_measures_of_surveys_are_shown()
    {
        var page = await visit.OpenAsync("/metrics/resource/surveys");
        foreach (var measure in Measures) await Measure(page, measure).WaitForAsync(new() { Timeout = 60_000 });

        await Measure(page, "qlab.survey.responses").ClickAsync();

        await page.GetByText("Responses submitted and stored").WaitForAsync();
        await page.GetByText("anonymous", new() { Exact = true }).First.WaitForAsync();
        await page.Locator("svg").GetByText("Responses", new() { Exact = true }).First.WaitForAsync();
        await DashboardVisit.KeepPictureAsync(page, "measures-of-surveys");
    }

    static bool IsAskedFor(string trace) => trace.StartsWith("gateway: ", StringComparison.Ordinal);

    /// <summary>Participants announces the key that messages are sealed for: often at first, later once an hour.</summary>
    static bool IsNowAndThen(string trace) => trace.Contains(".keep-key-when-announced ", StringComparison.Ordinal);

    static ILocator Measure(IPage page, string name) => page.Locator($"fluent-tree-item[title='{name}']");

    /// <summary>The texts of a table's column; a row that is only a placeholder has none.</summary>
    static async Task<List<string>> TextsAsync(IPage page, string column) =>
        [.. (await page.Locator(column).AllInnerTextsAsync()).Select(text => Gap().Replace(text.Trim(), " ")).Where(text => text != "")];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gap();
}
