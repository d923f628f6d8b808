using QLab.Gateway.Limits;
using QLab.Gateway.Routing;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.Gateway.Tests;

/// <summary>An endpoint says in its service's API description what it takes that others do not, and the gateway keeps to it.</summary>
public sealed class KeepingDescribedLimits
{
    const string Rest = "{**rest}";

    static readonly string[] Whole = [.. PlatformServices.Names.Select(service => $"/openapi/{service}.json")];

    static List<(string Method, string Path)> Operations { get; } =
    [
        .. from document in DescribedLimits.Documents()
           from path in document.RootElement.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select (operation.Name.ToUpperInvariant(), path.Name),
    ];

    public static TheoryData<string, string, string> Bodies =>
        [.. from limit in DescribedLimits.All
            where limit.MaxBytes is not null
            select new TheoryDataRow<string, string, string>(limit.Service, limit.Method, limit.Path)];

    [Fact]
    public void The_descriptions_of_all_services_are_built_in() =>
        DescribedLimits.Documents()
            .Select(document => document.RootElement.GetProperty("info").GetProperty("title").GetString()!.Split(' ')[^1])
            .ShouldBe(PlatformServices.Names, ignoreOrder: true);

    [Fact]
    public void Every_pattern_of_the_gateway_leads_to_an_endpoint()
    {
        var lost = Routes.All.Where(route => !Whole.Contains(route.Match.Path)).Where(route => !Operations.Exists(operation =>
            IsFor(route.Match.Path!, operation.Path) && (route.Match.Methods is not { } methods || methods.Contains(operation.Method))));
        lost.Select(route => $"{route.RouteId}: {route.Match.Path}").ShouldBeEmpty();
    }

    [Fact]
    public void No_pattern_of_the_gateway_sets_a_limit_that_no_endpoint_describes()
    {
        var limited = Routes.All.Where(route => route.MaxRequestBodySize is not null || route.Metadata is { Count: > 0 });
        limited.Select(route => $"{route.Match.Methods?.Single()} {route.Match.Path}")
            .ShouldBe(DescribedLimits.All.Select(limit => $"{limit.Method} {limit.Path}"), ignoreOrder: true);
        DescribedLimits.All.Where(limit => limit.MaxBytes is not null).ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_quota_that_is_described_is_counted() =>
        DescribedLimits.All.Select(limit => limit.Quota).OfType<string>().Distinct().ShouldBe([RateLimitPartitionKey.Token]);

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_byte_more_than_is_described_is_refused_and_reaches_nobody(string service, string method, string path)
    {
        await using var upstream = await Upstream.StartAsync();
        await using var gateway = RunningGateway.InFrontOf(service, upstream);
        var largest = DescribedLimits.All.Single(limit => (limit.Method, limit.Path) == (method, path)).MaxBytes!.Value;

        var answer = await gateway.SendAsync(new(method), Address(path), new Announced(largest + 1), ("Expect", "100-continue"));

        await answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        upstream.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endpoint_that_says_it_takes_longer_is_waited_for()
    {
        var slow = DescribedLimits.All.First(limit => limit is { TimeoutSeconds: > 30, Method: "POST" });
        var answers = new TaskCompletionSource();
        await using var upstream = await Upstream.StartAsync();
        upstream.Answers = answers.Task;
        await using var gateway = new RunningGateway(new() { [slow.Service] = [upstream] }, ("Limits:AnswerSeconds", "1"));

        var waiting = gateway.SendAsync(new(slow.Method), Address(slow.Path));
        await Eventually.Succeeds(() => Task.FromResult(upstream.Requests.ShouldHaveSingleItem()));
        (await gateway.GetAsync($"/api/{slow.Service}/v1/others")).StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);

        waiting.IsCompleted.ShouldBeFalse();
        answers.SetResult();
        (await waiting).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static bool IsFor(string pattern, string path) =>
        pattern.EndsWith(Rest, StringComparison.Ordinal)
            ? path.StartsWith(pattern[..^Rest.Length], StringComparison.Ordinal)
            : path == pattern;

    static string Address(string path) => System.Text.RegularExpressions.Regex.Replace(path, "{[^}]*}", Guid.Empty.ToString());

    /// <summary>Says how long it is and takes no memory for it.</summary>
    sealed class Announced(long length) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var part = new byte[64 * 1024];
            for (var left = length; left > 0; left -= part.Length)
                await stream.WriteAsync(part.AsMemory(0, (int)Math.Min(left, part.Length)));
        }

        protected override bool TryComputeLength(out long computed) => (computed = length) > 0;
    }
}
