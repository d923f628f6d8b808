using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>A person who takes part in a project, signed in.</summary>
public sealed class GroupMember(Guid person, Guid participation, Guid project, HttpClient client) : IDisposable
{
    public Guid Person { get; } = person;
    public Guid Participation { get; } = participation;
    public HttpClient Client { get; } = client;
    public string Group { get; } = $"projects/{project}/group";

    public static async Task<GroupMember> JoinAsync(
        ParticipantsApp app, Guid project, string name = "Somebody", bool agreed = true, string scope = "me")
    {
        using var staff = app.Staff();
        var person = await app.PersonAsync(name);
        var participation =
            await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, new { purpose = "contact", given = true }));
        var member = new GroupMember(person, participation, project, app.WithToken(app.Issuer.PersonToken(person, scope)));
        if (agreed) await DoneAsync(member.Client, $"{member.Group}/rules/agree", new { version = 1 });
        return member;
    }

    public async Task<(Guid Topic, Guid Post)> StartAsync(string markdown = "Hello", string title = "About sleep")
    {
        using var response = await Client.PostAsJsonAsync($"/api/participants/v1/{Group}/topics", new { title, markdown });
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return (JsonNode.Parse(json)!["id"]!.GetValue<Guid>(), JsonNode.Parse(json)!["postId"]!.GetValue<Guid>());
    }

    public Task<Guid> WriteAsync(Guid topic, string markdown, Guid? replyTo = null) =>
        CreatedAsync(Client, $"{Group}/topics/{topic}/posts", new { markdown, replyTo });

    public Task<JsonNode> ReadPostAsync(Guid post) => ReadAsync(Client, $"{Group}/posts/{post}");

    /// <summary>Changes a post with the ETag that it has now.</summary>
    public async Task<HttpStatusCode> ChangeAsync(HttpMethod method, Guid post, object? body = null, string? etag = null)
    {
        var address = $"/api/participants/v1/{Group}/posts/{post}";
        using var read = await Client.GetAsync(address);
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", etag ?? read.Headers.ETag!.Tag);
        using var answer = await Client.SendAsync(request);
        return answer.StatusCode;
    }

    public void Dispose() => Client.Dispose();
}
