using System.Net;
using System.Text.Json.Nodes;

namespace QLab.ServiceDefaults.Tests.Files;

static class SendingFiles
{
    const string Attachments = "/api/toy/v1/attachments";

    public static async Task<HttpResponseMessage> AttachAsync(
        this HttpClient client, byte[] content, string name = "file", Guid? id = null, string? key = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("An attachment"), "name" }, { new ByteArrayContent(content), "file", name },
        };
        if (id is not null) form.Add(new StringContent($"{id}"), "id");
        using var request = new HttpRequestMessage(HttpMethod.Post, Attachments) { Content = form };
        if (key is not null) request.Headers.Add("Idempotency-Key", $"\"{key}\"");
        return await client.SendAsync(request);
    }

    /// <returns>Where the file is.</returns>
    public static async Task<string> AttachedAsync(this HttpClient client, byte[] content, string name = "file", Guid? id = null)
    {
        using var attached = await client.AttachAsync(content, name, id);
        attached.StatusCode.ShouldBe(HttpStatusCode.Created, await attached.Content.ReadAsStringAsync());
        return attached.Headers.Location!.ToString();
    }

    public static async Task DetachAsync(this HttpClient client, string address)
    {
        using var detached = await client.DeleteAsync(address[..^"/file".Length]);
        detached.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    public static async Task<HttpResponseMessage> FetchAsync(
        this HttpClient client, string address, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        return await client.SendAsync(request);
    }

    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string name)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        var problem = JsonNode.Parse(text)!;
        problem["type"]!.GetValue<string>().ShouldBe($"urn:qlab:problem:{name}");
        return problem;
    }

    /// <summary>A file of which the connection breaks off after so many bytes.</summary>
    public static HttpContent BrokenOff(byte[] content) => new MultipartFormDataContent
    {
        { new StringContent("An attachment"), "name" },
        { new StreamContent(new BreakingStream(content)), "file", "file.mp3" },
    };

    sealed class BreakingStream(byte[] content) : MemoryStream(content)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The line is dead.");
    }
}
