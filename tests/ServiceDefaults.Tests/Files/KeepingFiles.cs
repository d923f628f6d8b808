using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Files;
using QLab.Testing;
using QLab.Toy;
using static QLab.ServiceDefaults.Tests.Files.SampleFiles;

namespace QLab.ServiceDefaults.Tests.Files;

public sealed class KeepingFiles(ToyApp app)
{
    readonly byte[] sound = Sound(700_000);

    [Fact]
    public async Task One_content_that_two_refer_to_lies_there_once_and_goes_with_the_last_of_them()
    {
        using var client = app.Anonymous();
        var (one, other) = (await client.AttachedAsync(sound), await client.AttachedAsync(sound));
        (await ContentsAsync(sound)).ShouldBe(1);
        (await ChunksAsync(sound)).ShouldBe(3);

        await client.DetachAsync(one);
        (await client.GetByteArrayAsync(other)).ShouldBe(sound);
        await client.DetachAsync(other);
        (await ContentsAsync(sound)).ShouldBe(0);
        (await ChunksAsync(sound)).ShouldBe(0);
    }

    [Fact]
    public async Task The_last_two_that_go_at_once_take_it_with_them()
    {
        using var client = app.Anonymous();
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (await client.AttachedAsync(sound), await client.AttachedAsync(sound));
            await Task.WhenAll(client.DetachAsync(one), client.DetachAsync(other));
            await Eventually.Equals(0L, () => ContentsAsync(sound));
        }
    }

    [Fact]
    public async Task Replicas_take_the_same_content_at_once_and_each_gives_it_back()
    {
        await using var replica = app.Replica();
        using var here = app.Anonymous();
        using var there = replica.CreateClient();

        var addresses = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? here : there).AttachedAsync(sound)));

        (await ContentsAsync(sound)).ShouldBe(1);
        foreach (var address in addresses)
        {
            (await here.GetByteArrayAsync(address)).ShouldBe(sound);
            (await there.GetByteArrayAsync(address)).ShouldBe(sound);
        }
    }

    [Fact]
    public async Task What_is_stored_while_others_go_stays()
    {
        using var client = app.Anonymous();
        for (var round = 0; round < 10; round++)
        {
            var old = await client.AttachedAsync(sound);
            var kept = client.AttachedAsync(sound);
            await Task.WhenAll(client.DetachAsync(old), kept);
            (await client.GetByteArrayAsync(await kept)).ShouldBe(sound);
            await client.DetachAsync(await kept);
        }
    }

    [Fact]
    public async Task A_transmission_that_breaks_off_leaves_nothing()
    {
        using var client = app.Anonymous();
        // The tests' own client reads all of a body before it sends any.
        using var sending = new HttpClient { BaseAddress = client.BaseAddress };
        await Should.ThrowAsync<HttpRequestException>(() => sending.PostAsync("/api/toy/v1/attachments", SendingFiles.BrokenOff(sound)));

        (await ContentsAsync(sound)).ShouldBe(0);
        (await client.AttachedAsync(sound)).ShouldNotBeNull("and can be made again at once");
    }

    [Fact]
    public async Task A_row_that_is_refused_leaves_no_file()
    {
        using var client = app.Anonymous();
        var id = Guid.NewGuid();
        await client.AttachedAsync(Sound(), id: id);
        using var refused = await client.AttachAsync(sound, id: id);
        await refused.ProblemAsync(HttpStatusCode.Conflict, "already-exists");
        (await ContentsAsync(sound)).ShouldBe(0);
    }

    [Fact]
    public async Task What_lost_its_row_some_other_way_is_swept_up_and_what_is_being_taken_again_is_not()
    {
        using var client = app.Anonymous();
        await client.AttachedAsync(sound);
        var lost = Sound();
        await client.AttachedAsync(lost);
        await app.ScalarAsync<int>($"DELETE FROM attachments WHERE file_hash IN ({Hash(sound)}, {Hash(lost)})");
        await using var scope = app.Services.CreateAsyncScope();
        var (db, files) = (scope.ServiceProvider.GetRequiredService<ToyDb>(), scope.ServiceProvider.GetRequiredService<FileStore>());
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            var again = (await CheckAsync(sound)).File!;
            await files.StoreAsync(again, default);
            await SweepAsync();
            db.Add(new Attachment { Id = Guid.NewGuid(), FileHash = again.Hash, FileName = again.Name });
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        await SweepAsync();

        (await ContentsAsync(lost)).ShouldBe(0);
        (await ContentsAsync(sound)).ShouldBe(1);
        (await ChunksAsync(sound)).ShouldBe(3);
    }

    [Fact]
    public async Task Storing_without_a_transaction_is_a_mistake()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var file = (await CheckAsync(sound)).File!;
        var files = scope.ServiceProvider.GetRequiredService<FileStore>();
        await Should.ThrowAsync<InvalidOperationException>(() => files.StoreAsync(file, default));
    }

    [Fact]
    public async Task The_same_form_with_the_same_key_is_the_same_request_however_it_is_packed()
    {
        using var client = app.Anonymous();
        var key = $"{Guid.NewGuid()}";
        using var first = await client.AttachAsync(sound, key: key);
        using var second = await client.AttachAsync(sound, key: key);
        using var another = await client.AttachAsync(Sound(), key: key);

        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        await another.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        (await app.CountAsync($"attachments WHERE file_hash = {Hash(sound)}")).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_form_lacks_a_part_or_is_too_large_is_told_in_plain_words()
    {
        using var client = app.Anonymous();
        using var json = await client.PostAsJsonAsync("/api/toy/v1/attachments", new { name = "x" });
        (await json.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"))["detail"]!.GetValue<string>()
            .ShouldContain("form");
        using var onlyName = new MultipartFormDataContent { { new StringContent("x"), "name" } };
        using var noFile = await client.PostAsync("/api/toy/v1/attachments", onlyName);
        (await noFile.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request"))["errors"]!["/file"].ShouldNotBeNull();
        using var unnamed =
            new MultipartFormDataContent { { new ByteArrayContent(Pdf), "file", "x.pdf" }, { new StringContent(""), "name" } };
        using var noName = await client.PostAsync("/api/toy/v1/attachments", unnamed);
        (await noName.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request"))["errors"]!["/name"].ShouldNotBeNull();
        using var onlyFile = new MultipartFormDataContent { { new ByteArrayContent(Pdf), "file", "x.pdf" } };
        using var noFields = await client.PostAsync("/api/toy/v1/attachments", onlyFile);
        (await noFields.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request"))["errors"]!["/name"].ShouldNotBeNull();
        using var tooLarge = await client.AttachAsync(Sound(8 * 1024 * 1024 + 1));
        await tooLarge.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        using var noType = await client.AttachAsync([0x89]);
        await noType.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "file-type-not-taken");
    }

    [Theory]
    [InlineData("nmae", "file", "/name", "/nmae")] // a needed field is misspelt
    [InlineData("name", "flie", "/file", "/flie")] // the file is
    [InlineData("name", "file", "/licence")] // nothing else is wrong
    [InlineData("naem", "fiel", "/file", "/fiel", "/licence", "/naem")]
    public async Task A_field_that_there_is_none_of_is_refused_with_those_that_there_are(string name, string file, params string[] faults)
    {
        using var client = app.Anonymous();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("An attachment"), name }, { new ByteArrayContent(Sound()), file, "voice.mp3" },
        };
        if (faults.Contains("/licence")) form.Add(new StringContent("CC0"), "licence");
        using var refused = await client.PostAsync("/api/toy/v1/attachments", form);

        var errors = (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request"))["errors"]!.AsObject();

        errors.Select(error => error.Key).Order(StringComparer.Ordinal).ShouldBe(faults.Order(StringComparer.Ordinal));
        errors[faults[^1]]![0]!.GetValue<string>().ShouldBe("There is no such field here; there are file, id, name.");
    }

    async Task SweepAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SweepFiles>().RunAsync(default);
    }

    Task<long> ContentsAsync(byte[] content) => app.CountAsync($"file_contents WHERE hash = {Hash(content)}");

    Task<long> ChunksAsync(byte[] content) => app.CountAsync($"file_chunks WHERE hash = {Hash(content)}");

    static string Hash(byte[] content) => $"'\\x{Convert.ToHexStringLower(SHA256.HashData(content))}'::bytea";
}
