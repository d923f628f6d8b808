using System.Net;
using System.Net.Http.Json;

namespace QLab.ServiceDefaults.Tests;

public sealed class ChangingOneThing(ToyApp app)
{
    [Fact]
    public async Task Needs_the_version_that_was_read()
    {
        using var client = app.Anonymous();
        using var made = await client.PostAsJsonAsync(ToyApp.Things, new { name = "before" });
        using var read = await client.GetAsync(made.Headers.Location);
        var version = read.Headers.ETag!.ToString();

        (await RenameAsync(made, "blind", null)).ShouldBe(HttpStatusCode.PreconditionRequired);
        (await RenameAsync(made, "nonsense", "\"abc\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await RenameAsync(made, "after", version)).ShouldBe(HttpStatusCode.OK);
        (await RenameAsync(made, "too late", version)).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await RenameAsync(made, "whatever it was", "*")).ShouldBe(HttpStatusCode.OK);
        (await client.GetStringAsync(made.Headers.Location)).ShouldContain("whatever it was");
    }

    [Fact]
    public async Task To_a_name_that_is_taken_is_a_conflict()
    {
        using var client = app.Anonymous();
        using var first = await client.PostAsJsonAsync(ToyApp.Things, new { name = "taken" });
        using var second = await client.PostAsJsonAsync(ToyApp.Things, new { name = "taken" });
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await app.CountAsync("outbox WHERE body LIKE '%taken%'")).ShouldBeLessThanOrEqualTo(1);
    }

    async Task<HttpStatusCode> RenameAsync(HttpResponseMessage made, string name, string? ifMatch)
    {
        using var client = app.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Put, made.Headers.Location) { Content = JsonContent.Create(new { name }) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(
            response.IsSuccessStatusCode ? "application/json" : "application/problem+json");
        return response.StatusCode;
    }
}
