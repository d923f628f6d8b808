namespace QLab.Gateway.Tests;

public sealed class RefusingLargeRequests : IAsyncLifetime
{
    const int Megabyte = 1024 * 1024;

    Upstream surveys = null!;
    RunningGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        surveys = await Upstream.StartAsync();
        gateway = RunningGateway.InFrontOf("surveys", surveys);
    }

    [Fact]
    public async Task A_megabyte_is_taken()
    {
        var answer = await Post(new ByteArrayContent(new byte[Megabyte]));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Text());
    }

    [Fact]
    public async Task A_byte_more_is_refused_and_reaches_nobody()
    {
        await (await Post(new ByteArrayContent(new byte[Megabyte + 1]))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        surveys.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_does_not_say_its_length_is_refused_as_well()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/surveys/v1/surveys") { Content = new StreamContent(new MemoryStream(new byte[2 * Megabyte])) };
        request.Headers.TransferEncodingChunked = true;

        var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
        surveys.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/participants/v1/projects/018f2b5e-0000-7000-8000-000000000000/imports", 32 * Megabyte, HttpStatusCode.OK)]
    [InlineData("/api/participants/v1/projects/018f2b5e-0000-7000-8000-000000000000/imports", 32 * Megabyte + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/participants/v1/projects/018f2b5e-0000-7000-8000-000000000000/participants", Megabyte + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/participants/v1/imports", Megabyte + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Only_a_list_of_people_may_be_larger(string address, int length, HttpStatusCode expected)
    {
        await using var participants = await Upstream.StartAsync();
        await using var front = RunningGateway.InFrontOf("participants", participants);
        var answer = await front.SendAsync(
            HttpMethod.Post, address, new StreamContent(new MemoryStream(new byte[length])), ("Expect", "100-continue"));
        answer.StatusCode.ShouldBe(expected, await answer.Text());
        participants.Requests.Count.ShouldBe(expected == HttpStatusCode.OK ? 1 : 0);
    }

    [Fact]
    public async Task Headers_beyond_sixteen_kilobytes_are_refused()
    {
        var answer = await gateway.SendAsync(HttpMethod.Get, "/api/surveys/v1/surveys", null, ("X-Long", new string('x', 17 * 1024)));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestHeaderFieldsTooLarge);
        surveys.Requests.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await surveys.DisposeAsync();
    }

    Task<HttpResponseMessage> Post(HttpContent body) => gateway.SendAsync(HttpMethod.Post, "/api/surveys/v1/surveys", body);
}
