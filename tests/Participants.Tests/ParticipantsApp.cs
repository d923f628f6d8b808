using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QLab.Participants.Tests;
using QLab.Testing;

[assembly: AssemblyFixture(typeof(ParticipantsApp))]
[assembly: AssemblyFixture(typeof(IssuingApp))]
[assembly: AssemblyFixture(typeof(SignInApp))]

namespace QLab.Participants.Tests;

/// <summary>The participants service, with every log line it writes kept for reading.</summary>
public class ParticipantsApp() : ServiceApp<Program>("participants")
{
    public const string AllScopes =
        "participants:read participants:write participants:audit access:grant access:clients workshops:write platform:operate me";
    public const string OperatorSecret = "the-operator-secret-of-these-tests";

    public KeptLogs Logs { get; } = new();

    public MailBox Mail { get; } = new();

    /// <summary>From which level on log lines are kept; all of those of thousands of rows cost minutes.</summary>
    protected virtual string KeptLevel => "Debug";

    protected override void Configure(IWebHostBuilder builder)
    {
        builder.UseSetting("Keys:EncryptionSecret", "the-encryption-secret-of-these-tests");
        builder.UseSetting("Operator:Secret", OperatorSecret);
        builder.UseSetting("Mail:Folder", Mail.Folder);
        builder.UseSetting("Newsletter:AsksAnHour", "1000");
        builder.UseSetting("Interests:AsksAnHour", "1000");
        foreach (var category in new[] { "Default", "Microsoft", "Npgsql", "MassTransit" })
            builder.UseSetting($"Logging:Kept:LogLevel:{category}", KeptLevel);
        // As everywhere (QuietLogs): request lines stay out unless somebody asks for them by this name.
        builder.UseSetting("Logging:Kept:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Warning");
        builder.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(Logs));
    }

    public HttpClient Staff() => Client(AllScopes);

    /// <summary>Somebody who has signed in.</summary>
    public HttpClient Person(Guid person) => WithToken(Issuer.PersonToken(person));

    /// <summary>An open project.</summary>
    public async Task<Guid> ProjectAsync(bool simulated = false)
    {
        using var staff = Staff();
        return await CreatedAsync(staff, "projects", NewProject($"p-{Guid.NewGuid():N}", simulated));
    }

    public async Task<Guid> PersonAsync(string name = "Somebody", string? email = null)
    {
        using var staff = Staff();
        return await CreatedAsync(staff, "people", new { name, email = email ?? $"{Guid.NewGuid():N}@example.org" });
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static object NewProject(string slug, bool simulated = false) => new
    {
        slug, title = "Pain and mood", question = "How might care for both be one?", aims = new[] { "Understand", "Try" },
        startsOn = "2018-05-01", endsOn = "2019-10-31", simulated,
        phases = new[]
        {
            new { name = "research", startsOn = "2018-05-01", endsOn = "2018-10-31" },
            new { name = "testing", startsOn = "2018-11-01", endsOn = "2019-06-30" },
        },
    };

    public static object Joining(Guid person, params object[] consents) => new
    {
        personId = person, qMember = true, consents,
        perspectives = new object[] { new { kind = "livedExperience" }, new { kind = "professional", field = "physiotherapy" } },
    };

    public static async Task<JsonNode> ReadAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync($"/api/participants/v1/{path}");
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    public static async Task<Guid> CreatedAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync($"/api/participants/v1/{path}", body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
    }

    /// <summary>Changes one thing under the ETag it is read with now, and gives what it has become.</summary>
    public static async Task<JsonNode> CorrectedAsync(HttpClient client, string path, object body, string? read = null)
    {
        var (status, json) = await PutAsync(client, path, body, await ETagAsync(client, read ?? path));
        status.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    public static async Task<string> ETagAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync($"/api/participants/v1/{path}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return response.Headers.ETag!.ToString();
    }

    public static async Task<(HttpStatusCode Status, string Body)> PutAsync(HttpClient client, string path, object body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/participants/v1/{path}") { Content = JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task DoneAsync(HttpClient client, string path, object? body = null)
    {
        using var response = await client.PostAsJsonAsync($"/api/participants/v1/{path}", body);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The problem that a POST is refused with.</summary>
    public static async Task<JsonNode> RefusedAsync(
        HttpClient client, string path, object? body, HttpStatusCode expected = HttpStatusCode.Conflict)
    {
        using var response = await client.PostAsJsonAsync($"/api/participants/v1/{path}", body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, json);
        return JsonNode.Parse(json)!;
    }

    public static string NameOf(JsonNode problem) => problem["type"]!.GetValue<string>().Split(':')[^1];

    public static IEnumerable<string> Pointers(JsonNode problem) => problem["errors"]!.AsObject().Select(e => e.Key);
}
