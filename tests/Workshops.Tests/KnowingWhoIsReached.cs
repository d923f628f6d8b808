using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing.ReferenceData;

namespace QLab.Workshops.Tests;

/// <summary>Whoever has people told something hears at once how many that reaches, and why it does not reach the others.</summary>
public sealed class KnowingWhoIsReached(WorkshopsApp app)
{
    const string OneOfEach = """{"byMail":1,"byPost":1,"leftOut":[{"reason":"noConsent","count":1},{"reason":"mailReturned","count":1}]}""";

    static readonly DateTimeOffset ToCome = new(DateTimeOffset.UtcNow.Year + 1, 7, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task When_a_gathering_is_moved_or_joined_in_another_way_or_cancelled()
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var workshop = await BookedAsync(staff);

        (await PutAsync(staff, workshop, "", WorkshopsApp.Details(startsAt: ToCome, title: "Nights")))["reach"]
            .ShouldBeNull("nobody has to change their diary");
        (await PutAsync(staff, workshop, "", WorkshopsApp.Details(startsAt: ToCome.AddDays(1))))["reach"]!.ToJsonString()
            .ShouldBe(OneOfEach);
        var arrangements = JsonNode.Parse(await staff.GetStringAsync(Address(workshop, "/arrangements")))!.AsObject();
        arrangements.ContainsKey("reach").ShouldBeFalse();
        arrangements["joiningInstructions"] = "Ring the bell twice.";
        (await PutAsync(staff, workshop, "/arrangements", arrangements))["reach"]!.ToJsonString().ShouldBe(OneOfEach);
        using var cancelled = await staff.PostAsJsonAsync(Address(workshop, "/cancel"), new { reason = "The hall is flooded." });
        JsonNode.Parse(await cancelled.Content.ReadAsStringAsync())!["reach"]!.ToJsonString().ShouldBe(OneOfEach);

        using var anybody = app.Anonymous();
        JsonNode.Parse(await anybody.GetStringAsync(Address(workshop)))!.AsObject().ContainsKey("reach").ShouldBeFalse();
    }

    [Fact]
    public async Task When_a_place_is_booked_for_somebody()
    {
        var project = await app.KnownProjectAsync();
        var who = await app.JoinedAsync(project, 2);
        await app.TellReachAsync(project, (who[0], "post"));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var (toCome, over) = (await app.ScheduledAsync(project, startsAt: ToCome), await app.ScheduledAsync(project));

        var booked = await BookAsync(staff, toCome, who[0]);
        booked["reach"]!.ToJsonString().ShouldBe("""{"byMail":0,"byPost":1,"leftOut":[]}""");
        (await BookAsync(staff, toCome, who[1]))["reach"]!.ToJsonString()
            .ShouldBe("""{"byMail":0,"byPost":0,"leftOut":[{"reason":"noConsent","count":1}]}""");
        (await BookAsync(staff, over, who[0])).ContainsKey("reach").ShouldBeFalse("of what is over nobody is told");
        var read = JsonNode.Parse(await staff.GetStringAsync(Address(toCome, $"/bookings/{booked["id"]}")))!;
        read.AsObject().ContainsKey("reach").ShouldBeFalse();
    }

    [Theory]
    [InlineData("email", """{"byMail":1,"byPost":0,"leftOut":[]}""")]
    [InlineData("post", null)]
    public async Task When_somebodys_card_is_brought_in_that_comes_back_by_mail(string returnBy, string? reach)
    {
        var project = await app.KnownProjectAsync();
        var (workshop, who) = (await app.ScheduledAsync(project), (await app.JoinedAsync(project, 1))[0]);
        await app.TellReachAsync(project, (who, "mail"));
        using var staff = app.Client(WorkshopsApp.AllScopes);

        var card = await PutAsync(staff, workshop, $"/commitments/{who}", new()
        {
            ["answers"] = new JsonArray("Ask night staff.", "", ""), ["returnOn"] = null, ["returnBy"] = returnBy,
        });

        (card["reach"]?.ToJsonString()).ShouldBe(reach);
    }

    /// <summary>A gathering with four places booked: a mail, a letter, no consent, and mail that came back.</summary>
    async Task<Guid> BookedAsync(HttpClient staff)
    {
        var project = await app.KnownProjectAsync();
        var (workshop, who) = (await app.ScheduledAsync(project, startsAt: ToCome), await app.JoinedAsync(project, 4));
        await app.TellReachAsync(project, (who[0], "mail"), (who[1], "post"), (who[2], "noConsent"), (who[3], "mailReturned"));
        foreach (var participant in who) await BookAsync(staff, workshop, participant);
        return workshop;
    }

    static async Task<JsonObject> BookAsync(HttpClient staff, Guid workshop, Guid participantId)
    {
        using var answer = await staff.PostAsJsonAsync(Address(workshop, "/bookings"), new { participantId });
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!.AsObject();
    }

    static async Task<JsonNode> PutAsync(HttpClient staff, Guid workshop, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Address(workshop, path)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var answer = await staff.SendAsync(request);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    static string Address(Guid workshop, string path = "") => $"/api/workshops/v1/workshops/{workshop}{path}";
}
