using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using QLab.Seeds.Api;

namespace QLab.Seeds.Tests;

public sealed class TryingAgain
{
    readonly FakeTimeProvider time = new();
    int tries;

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Helps_where_the_platform_is_away_or_busy(HttpStatusCode refusal) =>
        (await Send(() => tries < 3 ? new(refusal) : new(HttpStatusCode.Created))).ShouldBe((HttpStatusCode.Created, 3));

    [Fact]
    public async Task Helps_where_no_answer_comes() =>
        (await Send(() => tries < 3 ? throw new HttpRequestException("away") : new(HttpStatusCode.Created))).ShouldBe((HttpStatusCode.Created, 3));

    [Fact]
    public async Task Helps_where_a_service_has_yet_to_hear_of_something() =>
        (await Send(() => tries < 3 ? NotYet() : new(HttpStatusCode.Created))).ShouldBe((HttpStatusCode.Created, 3));

    [Theory]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Is_no_use_where_the_answer_stands(HttpStatusCode answer) =>
        (await Send(() => new(answer))).ShouldBe((answer, 1));

    [Fact]
    public async Task Ends_with_the_last_answer()
    {
        var (answer, all) = await Send(NotYet);
        answer.ShouldBe(HttpStatusCode.Conflict);
        all.ShouldBe(121);
    }

    [Fact]
    public async Task Ends_with_what_was_wrong_where_no_answer_ever_comes() =>
        (await Should.ThrowAsync<PlayStopped>(() => Send(() => throw new HttpRequestException("away")))).Message.ShouldContain("away");

    [Fact]
    public async Task Waits_as_long_as_the_answer_asks()
    {
        var started = time.GetUtcNow();
        await Send(() => tries < 2 ? NotYet() : new(HttpStatusCode.Created));
        (time.GetUtcNow() - started).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2));
    }

    static HttpResponseMessage NotYet() => new(HttpStatusCode.Conflict)
    {
        Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(2)) },
    };

    async Task<(HttpStatusCode Answer, int Tries)> Send(Func<HttpResponseMessage> answer)
    {
        var sending = new Retries(time).Send(_ =>
        {
            tries++;
            return Task.FromResult(answer());
        }, default);
        while (!sending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }
        return ((await sending).StatusCode, tries);
    }
}
