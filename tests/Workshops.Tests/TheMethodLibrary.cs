using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Workshops.Methods;

namespace QLab.Workshops.Tests;

public sealed class TheMethodLibrary(WorkshopsApp app)
{
    const string Methods = "/api/workshops/v1/methods";

    [Fact]
    public void Comes_with_more_than_twenty_methods_that_are_whole()
    {
        MethodLibrary.BuiltIn.Count.ShouldBeGreaterThan(20);
        MethodLibrary.BuiltIn.Select(m => m.Key).Distinct().Count().ShouldBe(MethodLibrary.BuiltIn.Count);
        foreach (var method in MethodLibrary.BuiltIn)
        {
            method.Faults().ShouldBeEmpty(method.Key);
            method.Materials.ShouldNotBeEmpty(method.Key);
            method.Online.ShouldNotBeNull(method.Key);
            method.Access.Count(access => access.Adaptation is not null).ShouldBeGreaterThan(0, method.Key);
            (method.Rounds > 1).ShouldBe(method.Steps.Any(step => step.EachRound), method.Key);
        }
    }

    [Fact]
    public void Takes_a_troika_through_its_three_turns()
    {
        var troika = MethodLibrary.BuiltIn.Single(m => m.Key == "troika-consulting");
        (troika.GroupSize, troika.Rounds, troika.MinutesInAll, troika.MostMinutesInAll).ShouldBe((3, 3, 21, 33));
        troika.Steps.Select(step => (step.Minutes, step.UpTo)).ShouldBe([(1, 2), (1, 2), (4, 5), (1, 2)]);
    }

    [Theory]
    [InlineData("search=troika", "troika-consulting")]
    [InlineData("search=voice%20body%20doubt", "influencing-role-play")]
    [InlineData("search=lunch", "paired-icebreaker")]
    [InlineData("people=300&search=wall", "open-space")]
    [InlineData("minutes=10&search=close", "check-out")]
    [InlineData("adaptedFor=screens&online=true", "presentations-and-discussion")]
    public async Task Is_found_by_what_one_needs_by_everybody(string query, string key)
    {
        using var anybody = app.Anonymous();
        (await FoundAsync(anybody, query)).ShouldContain(key);
        (await FoundAsync(anybody, query.Replace("search=", "search=no-such-word%20"))).Contains(key).ShouldBe(!query.Contains("search="));
    }

    [Fact]
    public async Task Is_adapted_beside_the_original_which_stays()
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var anybody = app.Anonymous();
        var (key, original) = ($"troika-{Guid.NewGuid():N}", MethodLibrary.IdOf("troika-consulting"));
        var adapted = JsonNode.Parse(await anybody.GetStringAsync($"{Methods}/{original}"))!.AsObject();
        foreach (var member in new[] { "id", "ofTheLab", "basedOn", "minutesInAll", "mostMinutesInAll" }) adapted.Remove(member);
        (adapted["key"], adapted["name"]) = (key, "Troika by telephone");
        var sent = adapted.DeepClone().AsObject();
        sent["basedOn"] = original;

        var id = await WorkshopsApp.CreatedAsync(staff, "methods", sent);
        (await WorkshopsApp.ProblemAsync(await staff.PostAsJsonAsync(Methods, sent), HttpStatusCode.Conflict, "already-exists"))
            ["existingId"]!.GetValue<Guid>().ShouldBe(id);
        (await FoundAsync(anybody, "search=troika")).ShouldBe(["troika-consulting", key], ignoreOrder: true);

        adapted["purpose"] = "For those who have no screen.";
        (await PutAsync(staff, id, adapted)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var seen = JsonNode.Parse(await anybody.GetStringAsync($"{Methods}/{id}"))!;
        (seen["purpose"]!.GetValue<string>(), seen["basedOn"]!.GetValue<Guid>(), seen["ofTheLab"]!.GetValue<bool>())
            .ShouldBe(("For those who have no screen.", original, true));
        var change = JsonNode.Parse(await staff.GetStringAsync($"{Methods}/{id}/changes"))!.AsArray().ShouldHaveSingleItem()!;
        change["before"]!["purpose"]!.GetValue<string>().ShouldNotBe("For those who have no screen.");

        await WorkshopsApp.ProblemAsync(await PutAsync(staff, original, adapted), HttpStatusCode.Conflict, "method-of-the-library");
        await WorkshopsApp.ProblemAsync(await staff.DeleteAsync($"{Methods}/{original}"), HttpStatusCode.Conflict, "method-of-the-library");
        (await staff.DeleteAsync($"{Methods}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await anybody.GetAsync($"{Methods}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refuses_all_that_is_wrong_with_a_method_at_once()
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync(Methods, new
        {
            key = $"m-{Guid.NewGuid():N}", name = "Wrong", purpose = "None", source = "Us", leastPeople = 5, mostPeople = 3,
            basedOn = Guid.NewGuid(), materials = new[] { "" }, steps = new[] { new { what = "Wait", minutes = 5, upTo = 3 } },
        });
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/mostPeople", "/steps/0/upTo", "/materials/0", "/basedOn"], ignoreOrder: true);
    }

    static async Task<IEnumerable<string>> FoundAsync(HttpClient client, string query)
    {
        using var answer = await client.GetAsync($"{Methods}?{query}");
        var json = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(json)!.AsArray().Select(m => m!["key"]!.GetValue<string>()) : [];
    }

    static async Task<HttpResponseMessage> PutAsync(HttpClient staff, Guid id, JsonObject method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Methods}/{id}")
        {
            Content = JsonContent.Create(new { method, reason = "Others have no screen." }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await staff.SendAsync(request);
    }
}
