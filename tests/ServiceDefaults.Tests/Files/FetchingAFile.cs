using System.Net;
using System.Security.Cryptography;
using static QLab.ServiceDefaults.Tests.Files.SampleFiles;

namespace QLab.ServiceDefaults.Tests.Files;

public sealed class FetchingAFile(ToyApp app)
{
    const int Length = 700_000;

    readonly byte[] sound = Sound(Length);

    [Fact]
    public async Task Saves_it_as_what_it_is_under_its_name()
    {
        using var client = app.Anonymous();
        var address = await client.AttachedAsync(sound, "Zoë's voice.mp3");

        using var answer = await client.FetchAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(sound);
        answer.Content.Headers.ContentLength.ShouldBe(Length);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("audio/mpeg");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Zoë's voice.mp3");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.ETag!.ToString().ShouldBe($"\"{Convert.ToHexStringLower(SHA256.HashData(sound))}\"");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-store");
        answer.Headers.AcceptRanges.ShouldBe(["bytes"]);
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 10)]
    [InlineData("bytes=262140-262150", 262_140, 11)]
    [InlineData("bytes=262144-", 262_144, Length - 262_144)]
    [InlineData("bytes=-5", Length - 5, 5)]
    [InlineData("bytes=699999-800000", Length - 1, 1)]
    public async Task Gives_the_part_that_is_asked_for(string range, int from, int length)
    {
        using var client = app.Anonymous();
        using var part = await client.FetchAsync(await client.AttachedAsync(sound), "Range", range);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {from}-{from + length - 1}/{Length}");
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(sound[from..(from + length)]);
    }

    [Fact]
    public async Task Refuses_a_part_that_is_not_there_and_gives_the_whole_when_the_part_is_of_something_else()
    {
        using var client = app.Anonymous();
        var address = await client.AttachedAsync(sound);
        using var beyond = await client.FetchAsync(address, "Range", $"bytes={Length}-");
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);

        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(0, 9) } };
        request.Headers.TryAddWithoutValidation("If-Range", "\"another\"");
        using var whole = await client.SendAsync(request);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_not_sent_again_to_whoever_has_it()
    {
        using var client = app.Anonymous();
        var address = await client.AttachedAsync(sound);
        using var first = await client.FetchAsync(address);
        using var again = await client.FetchAsync(address, "If-None-Match", first.Headers.ETag!.ToString());
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        using var changed = await client.FetchAsync(address, "If-None-Match", "\"another\"");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task That_is_gone_is_not_found()
    {
        using var client = app.Anonymous();
        var address = await client.AttachedAsync(sound);
        await client.DetachAsync(address);
        using var gone = await client.FetchAsync(address);
        await gone.ProblemAsync(HttpStatusCode.NotFound, "attachment-not-found");
    }
}
