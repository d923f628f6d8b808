namespace QLab.Gateway.Tests;

public sealed class LosingAReplica : IAsyncLifetime
{
    const string Path = "/api/surveys/v1/surveys";

    Upstream first = null!, second = null!;
    RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        (first, second) = (await Upstream.StartAsync(), await Upstream.StartAsync());
        gateway = new(new() { ["surveys"] = [first, second] }, ("Limits:AnswerSeconds", "1"));
    }

    [Fact]
    public async Task Replicas_share_the_load()
    {
        for (var i = 0; i < 64; i++) await gateway.GetAsync(Path);

        first.Requests.ShouldNotBeEmpty();
        second.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Writes_find_the_replica_that_is_left()
    {
        await first.StopAsync();

        for (var i = 0; i < 32; i++)
        {
            var answer = await gateway.SendAsync(HttpMethod.Post, Path, new StringContent($"write {i}"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Text());
        }
        second.Requests.Select(r => r.Body).ShouldBe(Enumerable.Range(0, 32).Select(i => $"write {i}"));
    }

    [Fact]
    public async Task Without_any_replica_the_client_hears_that_nothing_was_done()
    {
        await first.StopAsync();
        await second.StopAsync();

        var answer = await gateway.SendAsync(HttpMethod.Post, Path, new StringContent("write"));

        var problem = await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        problem["service"]!.GetValue<string>().ShouldBe("surveys");
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_replica_that_comes_back_is_used_again()
    {
        await first.StopAsync();
        await second.StopAsync();
        (await gateway.GetAsync(Path)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await first.ComeBackAsync();

        await gateway.EventuallyAsync(Path, (answer, body) => answer.IsSuccessStatusCode && body == first.Address);
    }

    [Fact]
    public async Task A_write_that_broke_half_way_is_not_sent_again()
    {
        var answer = await gateway.SendAsync(HttpMethod.Post, "/api/surveys/v1/break", new StringContent("write"));

        await answer.ShouldBeProblem(HttpStatusCode.BadGateway, "unavailable");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        first.Requests.Concat(second.Requests).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_read_that_broke_is_tried_on_the_other_replica()
    {
        var answer = await gateway.GetAsync("/api/surveys/v1/break");

        await answer.ShouldBeProblem(HttpStatusCode.BadGateway, "unavailable");
        first.Requests.ShouldNotBeEmpty();
        second.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_service_that_falls_silent_is_a_timeout()
    {
        var answer = await gateway.GetAsync("/api/surveys/v1/silence");

        await answer.ShouldBeProblem(HttpStatusCode.GatewayTimeout, "unavailable");
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_problem_is_written_even_for_those_who_do_not_take_JSON()
    {
        var answer = await gateway.SendAsync(HttpMethod.Get, "/api/workshops/v1/workshops", null, ("Accept", "text/calendar"));

        await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await first.DisposeAsync();
        await second.DisposeAsync();
    }
}
