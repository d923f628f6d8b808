using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>A partner brings in its own people, who confirm it themselves.</summary>
public sealed class PuttingPeopleForward(ParticipantsApp app)
{
    const string Scopes = "participants:read participants:write";

    [Fact]
    public async Task A_list_is_taken_line_by_line_and_shows_how_far_its_people_have_come()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var project = await app.ProjectAsync();
        var (organisation, partner) = await PartnerAsync(staff, project);
        using var _ = partner;
        var (ann, bob) = ($"{Guid.NewGuid():N}@example.org", $"{Guid.NewGuid():N}@example.org");

        var list = await PutForwardAsync(partner, project, $"""
            name,email,perspectives,why,language
            Ann First,{ann},livedExperience,She asked us to,cy
            ,broken,dreamer,,
            Bob Second,{bob},carer; professional:nursing,He wrote to us,
            Ann Again,{ann.ToUpperInvariant()},carer,Twice,
            """);

        list["taken"]!.GetValue<int>().ShouldBe(2);
        list["refused"]!.AsArray().Select(r => $"{r!["line"]}: {string.Join(' ', r["reasons"]!.AsArray().Select(f => f!["column"]!.GetValue<string>()))}")
            .ShouldBe(["3: name email perspectives why", "5: email"]);
        Progress(list).ShouldBe([2, 0, 0, 0, 0]);
        var mail = await app.Mail.LatestToAsync(ann);
        mail.Text.ShouldContain("wedi rhoi eich enw");
        var link = new Uri(mail.Link("/expressions-of-interest/confirm")).PathAndQuery;
        (await anybody.GetStringAsync(link)).ShouldContain("Organisation", Case.Sensitive, "the page says who has put them forward");
        await ConfirmAsync(anybody, link);
        Progress(await ReadAsync(partner, $"projects/{project}/interest-lists/{list["id"]}")).ShouldBe([1, 1, 0, 0, 0]);

        var interest = (await ReadAsync(staff, $"projects/{project}/expressions-of-interest?state=confirmed"))[0]!;
        using var accepted =
            await staff.PostAsync($"/api/participants/v1/projects/{project}/expressions-of-interest/{interest["id"]}/accept", null);
        accepted.StatusCode.ShouldBe(HttpStatusCode.OK);

        Progress((await ReadAsync(partner, $"projects/{project}/interest-lists"))[0]!).ShouldBe([1, 0, 1, 0, 0]);
        var own = (await ReadAsync(partner, $"projects/{project}/participants")).AsArray().ShouldHaveSingleItem()!;
        own["name"]!.GetValue<string>().ShouldBe("Ann First");
        (await ReadAsync(partner, $"people/{own["personId"]}"))["organisationId"]!.GetValue<Guid>().ShouldBe(organisation);
    }

    [Fact]
    public async Task A_partner_sees_whom_it_has_put_forward_and_nobody_else()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var (_, partner) = await PartnerAsync(staff, project);
        var (_, other) = await PartnerAsync(staff, project);
        var (_, stranger) = await PartnerAsync(staff, await app.ProjectAsync());
        using var first = partner;
        using var second = other;
        using var third = stranger;
        var address = $"{Guid.NewGuid():N}@example.org";
        await app.PersonAsync("Known already", address);
        var list = await PutForwardAsync(partner, project, $"name,email,perspectives,why\nAnn,{address},carer,Asked\n");

        var seen = (await ReadAsync(partner, $"projects/{project}/expressions-of-interest")).AsArray().ShouldHaveSingleItem()!;
        seen["personId"].ShouldBeNull("whether the address is known is for the Lab alone");
        (await ReadAsync(other, $"projects/{project}/expressions-of-interest")).AsArray().ShouldBeEmpty();
        (await ReadAsync(other, $"projects/{project}/interest-lists")).AsArray().ShouldBeEmpty();
        foreach (var path in new[] { $"projects/{project}/interest-lists/{list["id"]}", $"projects/{project}/expressions-of-interest" })
        {
            using var refused = await stranger.GetAsync($"/api/participants/v1/{path}");
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
        using var foreign = await SendAsync(stranger, project, "name,email,perspectives,why\nAnn,a@example.org,carer,Asked\n");
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(partner, $"projects/{project}/expressions-of-interest/{seen["id"]}/accept", null, HttpStatusCode.Forbidden);
        await RefusedAsync(
            partner, $"projects/{project}/expressions-of-interest/{seen["id"]}/decline", new { reason = "No" }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_list_that_is_none_is_refused_whole_and_one_that_is_sent_twice_counts_once()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var (_, partner) = await PartnerAsync(staff, project);
        using var _ = partner;
        using var unknown = await SendAsync(partner, project, "name,email,why,shoe size\nAnn,a@example.org,Asked,38\n");
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Pointers(JsonNode.Parse(await unknown.Content.ReadAsStringAsync())!).ShouldBe(["/perspectives", "/shoe_size"], ignoreOrder: true);

        var (id, csv) = (Guid.NewGuid(), $"name,email,perspectives,why\nAnn,{Guid.NewGuid():N}@example.org,carer,Asked\n");
        using var once = await SendAsync(partner, project, csv, id);
        using var twice = await SendAsync(partner, project, csv, id);
        (once.StatusCode, twice.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Conflict));
        (await ReadAsync(partner, $"projects/{project}/expressions-of-interest?listId={id}")).AsArray().Count.ShouldBe(1);
    }

    async Task<(Guid Organisation, HttpClient Client)> PartnerAsync(HttpClient staff, Guid project)
    {
        var organisation = await CreatedAsync(staff, "organisations", new { name = $"Organisation {Guid.NewGuid():N}", kind = "charity" });
        await CreatedAsync(staff, $"projects/{project}/partnerships", new { organisationId = organisation, role = "partner" });
        return (organisation, app.Client(Scopes, organisation));
    }

    static async Task<JsonNode> PutForwardAsync(HttpClient partner, Guid project, string csv)
    {
        using var answer = await SendAsync(partner, project, csv);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }

    static async Task<HttpResponseMessage> SendAsync(HttpClient client, Guid project, string csv, Guid? id = null)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        return await client.PostAsync($"/api/participants/v1/projects/{project}/interest-lists{(id is null ? "" : $"?id={id}")}", content);
    }

    static async Task ConfirmAsync(HttpClient anybody, string link)
    {
        using var form = new FormUrlEncodedContent([new("do", "confirm")]);
        using var answer = await anybody.PostAsync(link, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    static IEnumerable<int> Progress(JsonNode list) => new[] { "unconfirmed", "confirmed", "accepted", "declined", "gone" }
        .Select(state => list["progress"]![state]!.GetValue<int>());
}
