using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace QLab.ServiceDefaults.Tests;

public sealed class SayingWhatIsAccepted(ToyApp app)
{
    const string Find = "/api/toy/v1/found";
    const string SomeId = "018f2b5e-0000-7000-8000-000000000000";

    [Theory]
    [InlineData("", "/after", "This is needed: give an id such as 8e03978e-40d5-43dd-bc93-6894a57f9324.")]
    [InlineData("?after=abc", "/after", "Give an id such as 8e03978e-40d5-43dd-bc93-6894a57f9324 here.")]
    [InlineData($"?after={SomeId}&limit=abc", "/limit", "Give a whole number here.")]
    [InlineData($"?after={SomeId}&limit=0", "/limit", "This has to be from 1 to 200.")]
    [InlineData($"?after={SomeId}&from=yesterday", "/from", "Give a day such as 2018-09-03 here.")]
    [InlineData($"?after={SomeId}&from=1.9.2018", "/from", "Give a day such as 2018-09-03 here.")]
    [InlineData($"?after={SomeId}&from=1/9/2018", "/from", "Give a day such as 2018-09-03 here.")]
    [InlineData($"?after={SomeId}&from=2018-09-31", "/from", "Give a day such as 2018-09-03 here.")]
    [InlineData($"?after={SomeId}&from=2018-09-03T09:00:00Z", "/from", "Give a day such as 2018-09-03 here.")]
    [InlineData($"?after={SomeId}&at=noon", "/at", "Give an instant such as 2018-09-03T09:00:00Z here.")]
    [InlineData($"?after={SomeId}&at=2018-09-03", "/at", "Give an instant such as 2018-09-03T09:00:00Z here.")]
    [InlineData($"?after={SomeId}&at=2018-09-03T09:00:00", "/at", "Give an instant such as 2018-09-03T09:00:00Z here.")]
    [InlineData($"?after={SomeId}&at=1/9/2018 09:00", "/at", "Give an instant such as 2018-09-03T09:00:00Z here.")]
    [InlineData($"?after={SomeId}&at=2018-13-03T09:00:00Z", "/at", "Give an instant such as 2018-09-03T09:00:00Z here.")]
    [InlineData($"?after={SomeId}&broken=perhaps", "/broken", "Give true or false here.")]
    [InlineData($"?after={SomeId}&colour=green", "/colour", "Give one of darkRed, lightBlue here.")]
    [InlineData($"?after={SomeId}&name=abcdef", "/name", "This may have at most 5 characters.")]
    public async Task Of_a_parameter(string query, string place, string words) =>
        await Says(await app.Anonymous().GetAsync(Find + query), place, words);

    [Theory]
    [InlineData("""{"name": "a", "colour": "green"}""", "/colour", "Give one of darkRed, lightBlue here.")]
    [InlineData("""{"name": "a", "colour": 1}""", "/colour", "Give one of darkRed, lightBlue here.")]
    [InlineData("""{"name": "a", "mixed": ["darkRed", "green"]}""", "/mixed/1", "Give one of darkRed, lightBlue here.")]
    [InlineData("""{"name": "a", "mixed": "darkRed"}""", "/mixed", "Give a list here.")]
    [InlineData("""{"name": 1}""", "/name", "Give a text here.")]
    [InlineData("""{"name": "a", "finish": "dull"}""", "/finish", "Give one of matt, highGloss here.")]
    [InlineData("""{"name": "a", "finish": null}""", "/finish", "Give one of matt, highGloss here.")]
    [InlineData("""{"name": "a", "weight": "heavy"}""", "/weight", "Give a number here.")]
    [InlineData("""{"name": "a", "owner": "Ann"}""", "/owner", "Give an id such as 8e03978e-40d5-43dd-bc93-6894a57f9324 here.")]
    [InlineData("""{"name": "a", "madeAt": "noon"}""", "/madeAt", "An instant is a string such as 2018-09-03T09:00:00Z, between 1900 and 2200.")]
    [InlineData("""{"name": "a", "name": "b"}""", "/name", "This field stands here twice: say it once.")]
    [InlineData("""{"name": "a", "Name": "b"}""", "/name", "This field stands here twice: say it once.")]
    [InlineData("""{"name": "a", "notes": {"x": 1, "x": 2}}""", "/notes/x", "This field stands here twice: say it once.")]
    [InlineData("""{"name": "a", "notes": {"x": {"y": 1, "y": 2}}}""", "/notes/x", "The field 'y' stands here twice: say it once.")]
    [InlineData("""{"name": "a", "under": {"name": 1}}""", "/under/name", "Give a text here.")]
    [InlineData("""{"name": "a", "under": 1}""", "/under", "Give an object here.")]
    [InlineData("""{"name": "a", "weights": {"Aims": "heavy"}}""", "/weights/Aims", "Give a number here.")]
    [InlineData("""{"name": "a", "weights": {"Aims.First/Last": "heavy"}}""", "/weights/Aims.First~1Last", "Give a number here.")]
    [InlineData("""{"name": "a", "Wieght": 1}""", "/Wieght", "There is no such field here; check its spelling.")]
    [InlineData("""[]""", "", "Give an object here.")]
    [InlineData("""{"name": """, "/name", "This is not what is expected here (line 1, byte 10).")]
    [InlineData("""{}""", "/name", "This is needed.")]
    [InlineData("""{"name": ""}""", "/name", "This is needed.")]
    [InlineData("""{"name": "a", "mixed": []}""", "/mixed", "At least 1 is needed here.")]
    public async Task Of_a_field(string body, string place, string words) =>
        await Says(await app.Anonymous().PostAsync("/api/toy/v1/paints", new StringContent(body, Encoding.UTF8, "application/json")), place, words);

    [Fact]
    public async Task Of_all_fields_at_once()
    {
        const string body = """
            {"finish": "dull", "weight": "heavy", "madeOn": "1.9.2018", "madeAt": "noon", "mixed": [], "colour": null, "tint": 1, "under": {"name": "", "owner": "Ann"}}
            """;
        using var refused =
            await app.Anonymous().PostAsync("/api/toy/v1/paints", new StringContent(body, Encoding.UTF8, "application/json"));
        var json = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, json);
        var errors =
            JsonNode.Parse(json)!["errors"]!.AsObject().ToDictionary(e => e.Key, e => e.Value!.AsArray().Single()!.GetValue<string>());
        errors.ShouldBe(new Dictionary<string, string>
        {
            ["/name"] = "This is needed.", ["/finish"] = "Give one of matt, highGloss here.", ["/weight"] = "Give a number here.",
            ["/madeOn"] = "Give a day such as 2018-09-03 here.", ["/madeAt"] = "An instant is a string such as 2018-09-03T09:00:00Z, between 1900 and 2200.",
            ["/mixed"] = "At least 1 is needed here.", ["/tint"] = "There is no such field here; check its spelling.",
            ["/under/name"] = "This is needed.", ["/under/owner"] = "Give an id such as 8e03978e-40d5-43dd-bc93-6894a57f9324 here.",
        }, ignoreOrder: true, json);
    }

    [Fact]
    public async Task Of_a_body_that_is_not_there()
    {
        using var refused =
            await app.Anonymous().PostAsync("/api/toy/v1/paints", new StringContent("null", Encoding.UTF8, "application/json"));
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>()
            .ShouldBe("Send a JSON object as the body.");
    }

    [Theory]
    [InlineData($"?after={SomeId}&limti=5", "/limti")]
    [InlineData("?limti=5", "/limti")]
    [InlineData($"?After={SomeId}&LIMIT=5&", null)]
    [InlineData($"?after={SomeId}&tag=a&tag=b", null)]
    [InlineData($"?after={SomeId}&from=2018-09-01&at=2018-09-03T09:00:00.5%2B02:00", null)]
    public async Task Of_the_parameters_that_an_address_knows(string query, string? unknown)
    {
        using var answer = await app.Anonymous().GetAsync(Find + query);
        if (unknown is null) answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        else await Says(answer, unknown, "There is no such parameter here; there are after, at, broken, colour, from, limit, name, tag.");
    }

    [Fact]
    public async Task Of_an_address_without_parameters() =>
        await Says(await app.Anonymous().GetAsync($"{ToyApp.Things}/{SomeId}?id={SomeId}&~a/b=1"), "/id", "There is no such parameter here; this address takes none.");

    [Fact]
    public async Task Of_an_id_that_stands_for_nothing()
    {
        using var anonymous = app.Anonymous();
        var unknown = Guid.NewGuid();
        await Says(await anonymous.GetAsync($"/api/toy/v1/copies?thingId={unknown}"), "/thingId",
            "Nothing here has this id. If it was made a moment ago, its news may be on the way: try again in a second.");
        using var made = await anonymous.PostAsJsonAsync(ToyApp.Things, new { name = $"{unknown}" });
        var thing = made.Headers.Location!.ToString().Split('/')[^1];
        (await anonymous.GetStringAsync($"/api/toy/v1/copies?thingId={thing}")).ShouldBe("[]");
        (await anonymous.GetStringAsync("/api/toy/v1/copies")).ShouldBe("[]");
    }

    static async Task Says(HttpResponseMessage answer, string place, string words)
    {
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, json);
        var problem = JsonNode.Parse(json)!;
        problem["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:invalid-request", json);
        problem["errors"]!.AsObject().ToDictionary(e => e.Key, e => e.Value!.AsArray().Select(words => words!.GetValue<string>()).ToArray())
            .GetValueOrDefault(place).ShouldBe([words], json);
    }
}
