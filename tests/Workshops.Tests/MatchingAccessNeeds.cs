using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.Workshops.Tests;

public sealed class MatchingAccessNeeds(WorkshopsApp app)
{
    [Fact]
    public async Task Tells_the_Lab_what_is_unmet_and_how_many_said_so_and_never_who()
    {
        var places = await Places.OpenAsync(app, 2, 3, new JsonObject
        {
            ["kind"] = "workshop", ["accessFeatures"] = new JsonArray("stepFree"), ["accessNeeds"] = new JsonArray("noise"),
        });
        await SayAsync(places, 0, "hearing", "movingAround");
        await SayAsync(places, 1, "hearing", "pace");
        await SayAsync(places, 2, "hearing");
        using var staff = app.Client(WorkshopsApp.AllScopes);

        var text = await staff.GetStringAsync($"/api/workshops/v1/workshops/{places.Workshop}/access-needs");

        JsonNode.Parse(text)!.AsArray().Select(n => (n!["need"]!.GetValue<string>(), n["people"]!.GetValue<int>(), n["outcome"]!.GetValue<string>()))
            .ShouldBe([("movingAround", 1, "met"), ("hearing", 3, "unmet"), ("noise", 0, "unmet"), ("pace", 1, "byTheAgenda")]);
        foreach (var person in places.People) text.ShouldNotContain(person.ToString());
        (await staff.GetStringAsync($"/api/workshops/v1/workshops/{places.Workshop}/bookings")).ShouldNotContain("hearing");
        using var reader = app.Client("workshops:read");
        (await reader.GetAsync($"/api/workshops/v1/workshops/{places.Workshop}/access-needs")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Is_said_anew_seen_by_oneself_and_goes_with_an_erasure()
    {
        var places = await Places.OpenAsync(app, 2, 1);
        await SayAsync(places, 0, "hearing");
        using (var answer = await places.PostAsync(0, "access-needs", new { accessNeeds = new[] { "seeing" } }))
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await places.MineAsync(0))["accessNeeds"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("seeing");
        (await app.ExportAsync(places.People[0]))["bookings"]!.ToJsonString().ShouldContain("seeing");

        await app.ScalarAsync<int>($"UPDATE workshops SET held_at = now() WHERE id = '{places.Workshop}' RETURNING 1");
        await app.EraseAsync(places.People[0]);
        (await places.CountAsync<long>("count(*) FROM bookings")).ShouldBe(1, "that somebody came still counts");
        (await places.CountAsync<int>("cardinality(access_needs) FROM bookings")).ShouldBe(0);
    }

    static async Task SayAsync(Places places, int person, params string[] accessNeeds)
    {
        using var me = places.As(person);
        using var answer = await me.PostAsJsonAsync(
            "/api/workshops/v1/me/bookings", new { workshopId = places.Workshop, waitIfFull = true, accessNeeds });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
