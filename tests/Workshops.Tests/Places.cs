using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;

namespace QLab.Workshops.Tests;

/// <summary>A workshop to come with few places, and people of its project who book for themselves.</summary>
sealed record Places(WorkshopsApp App, Guid Workshop, Guid Project, Guid[] People)
{
    public static readonly DateTimeOffset ToCome = new(DateTimeOffset.UtcNow.Year + 1, 6, 1, 9, 0, 0, TimeSpan.Zero);

    public static async Task<Places> OpenAsync(
        WorkshopsApp app, int capacity, int people, JsonObject? arrangements = null, string format = "inPerson")
    {
        await app.KeyAsync();
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var body = WorkshopsApp.Details(capacity, ToCome);
        (body["projectId"], body["format"], body["arrangements"]) = (project, format, arrangements);
        if (format == "online") body["city"] = null;
        return new(app, await WorkshopsApp.CreatedAsync(staff, "workshops", body), project, await app.JoinedAsync(project, people));
    }

    public HttpClient As(int person) => App.Participating(People[person]);

    public async Task<JsonNode> BookAsync(int person, bool waitIfFull = true, bool agreed = false, string? attendance = null)
    {
        using var answer = await TryAsync(person, waitIfFull, agreed, attendance);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }

    public async Task<HttpResponseMessage> TryAsync(int person, bool waitIfFull = true, bool agreed = false, string? attendance = null)
    {
        using var me = As(person);
        return await me.PostAsJsonAsync("/api/workshops/v1/me/bookings", new { workshopId = Workshop, waitIfFull, agreed, attendance });
    }

    public async Task<JsonNode> MineAsync(int person)
    {
        using var me = As(person);
        return JsonNode.Parse(await me.GetStringAsync("/api/workshops/v1/me/bookings"))!.AsArray().Single(b => b!["workshopId"]!.GetValue<Guid>() == Workshop)!;
    }

    /// <summary>booked, waiting, offered; null when there is no booking.</summary>
    public async Task<string?> StateAsync(int person) => (await App.ScalarAsync<string>(
        $"SELECT state FROM bookings WHERE workshop_id = '{Workshop}' AND participant_id = '{People[person]}'"))?.ToLowerInvariant();

    public async Task<HttpStatusCode> CancelAsync(int person)
    {
        using var me = As(person);
        using var answer = await me.DeleteAsync($"/api/workshops/v1/me/bookings/{(await MineAsync(person))["id"]}");
        return answer.StatusCode;
    }

    public async Task<HttpResponseMessage> PostAsync(int person, string verb, object? body = null)
    {
        using var me = As(person);
        return await me.PostAsJsonAsync($"/api/workshops/v1/me/bookings/{(await MineAsync(person))["id"]}/{verb}", body);
    }

    /// <summary>Has every offer be over now.</summary>
    public Task LetOffersEndAsync() => App.ScalarAsync<int>($"""
        WITH ended AS (UPDATE bookings SET offer_ends_at = now() - interval '1 second' WHERE workshop_id = '{Workshop}' AND state = 'Offered' RETURNING 1)
        UPDATE places SET next_offer_ends_at = now() - interval '1 second' WHERE workshop_id = '{Workshop}' RETURNING 1
        """);

    /// <summary>What of a message only its reader sees.</summary>
    public async Task<Dictionary<string, string>> OpenAsync(NotificationRequested notice) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(SealedBox.Open(notice.Sealed!, await App.KeyAsync()))!;

    public Task<T?> CountAsync<T>(string what) => App.ScalarAsync<T>($"SELECT {what} WHERE workshop_id = '{Workshop}'");
}
