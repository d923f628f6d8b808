using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Tests;

public sealed class AddingMaterials(WorkshopsApp app)
{
    static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. Encoding.ASCII.GetBytes($"{Guid.NewGuid()}"), .. "\n%%EOF\n"u8];

    [Fact]
    public async Task Shows_what_it_is_and_gives_the_file_back()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var facilitator = app.SignedIn(Guid.NewGuid(), Roles.Facilitator);

        using var added = await AddAsync(facilitator, workshop, Pdf, "slides.pdf", credit: "Ada and Grace", licence: "CC-BY-4.0");

        var material = JsonNode.Parse(await added.Content.ReadAsStringAsync())!;
        added.StatusCode.ShouldBe(HttpStatusCode.Created, material.ToJsonString());
        material["title"]!.GetValue<string>().ShouldBe("Slides of the day");
        material["credit"]!.GetValue<string>().ShouldBe("Ada and Grace");
        material["licence"]!.GetValue<string>().ShouldBe("CC-BY-4.0");
        material["fileName"]!.GetValue<string>().ShouldBe("slides.pdf");
        material["mediaType"]!.GetValue<string>().ShouldBe("application/pdf");
        material["size"]!.GetValue<long>().ShouldBe(Pdf.Length);

        var again = JsonNode.Parse(await facilitator.GetStringAsync(added.Headers.Location!.ToString()))!;
        JsonNode.DeepEquals(again, material).ShouldBeTrue(again.ToJsonString());
        var listed = JsonNode.Parse(await facilitator.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/materials"))!.AsArray();
        JsonNode.DeepEquals(listed.ShouldHaveSingleItem(), material).ShouldBeTrue();
        (await facilitator.GetByteArrayAsync(material["file"]!.GetValue<string>())).ShouldBe(Pdf);
    }

    [Fact]
    public async Task Is_removed_with_its_file_and_the_same_file_elsewhere_stays()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        byte[] file = [.. Pdf, .. "\n"u8];
        using var one = await AddAsync(staff, await app.ScheduledAsync(project), file);
        using var other = await AddAsync(staff, await app.ScheduledAsync(project), file);

        (await staff.DeleteAsync(one.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await staff.GetAsync($"{one.Headers.Location}/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await staff.DeleteAsync(one.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await staff.GetByteArrayAsync($"{other.Headers.Location}/file")).ShouldBe(file);

        (await staff.DeleteAsync(other.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM file_contents WHERE size = {file.Length}")).ShouldBe(0);
    }

    [Fact]
    public async Task Under_an_id_of_ones_own_is_done_once()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var id = Guid.NewGuid();
        using var first = await AddAsync(staff, workshop, Pdf, id: id);
        using var second = await AddAsync(staff, workshop, Pdf, id: id);
        (await WorkshopsApp.ProblemAsync(second, HttpStatusCode.Conflict, "already-exists"))["existingId"]!.GetValue<Guid>().ShouldBe(id);
    }

    [Fact]
    public async Task Of_what_is_no_document_or_to_no_workshop_is_refused()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var program = await AddAsync(staff, workshop, [.. "MZ"u8, 0x90, 0], "slides.pdf");
        await WorkshopsApp.ProblemAsync(program, HttpStatusCode.UnsupportedMediaType, "file-type-not-taken");
        using var nowhere = await AddAsync(staff, Guid.NewGuid(), Pdf);
        await WorkshopsApp.ProblemAsync(nowhere, HttpStatusCode.NotFound, "workshop-not-found");
        using var unnamed = await AddAsync(staff, workshop, Pdf, title: "");
        (await WorkshopsApp.FaultsAsync(unnamed)).ShouldBe(["/title"]);
    }

    [Fact]
    public async Task Is_for_the_Lab_alone()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var added = await AddAsync(staff, workshop, Pdf);
        foreach (var other in new[] { app.Client(WorkshopsApp.AllScopes, Guid.NewGuid()), app.SignedIn(Guid.NewGuid(), Roles.Participant) })
        {
            (await other.GetAsync($"{added.Headers.Location}/file")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await AddAsync(other, workshop, Pdf)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            other.Dispose();
        }
    }

    [Fact]
    public async Task Lets_those_download_it_whom_it_is_for()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project), await app.JoinedAsync(project, 2));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = people[0] });
        foreach (var audience in new[] { "lab", "booked", "everybody" })
        {
            using var added = await AddAsync(staff, workshop, Pdf);
            (await DescribeAsync(staff, added.Headers.Location!, "Ada", audience)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        foreach (var (reader, sees) in new (HttpClient, string[])[]
        {
            (app.Anonymous(), ["everybody"]), (app.Participating(people[1]), ["everybody"]),
            (app.Participating(people[0]), ["booked", "everybody"]),
            (app.Client(WorkshopsApp.AllScopes, Guid.NewGuid()), ["everybody"]),
            (app.Client("workshops:read"), ["lab", "booked", "everybody"]),
        })
        {
            var listed = JsonNode.Parse(await reader.GetStringAsync(Downloads(workshop)))!.AsArray();
            listed.Select(m => m!["title"]!.GetValue<string>()).ShouldBe(sees);
            (await reader.GetByteArrayAsync(listed[^1]!["file"]!.GetValue<string>())).ShouldBe(Pdf);
            reader.Dispose();
        }
        var materials = JsonNode.Parse(await staff.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/materials"))!.AsArray();
        using var anybody = app.Anonymous();
        (await anybody.GetAsync($"{Downloads(workshop)}/{materials[0]!["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task For_everybody_says_first_whose_it_is_and_what_may_be_done_with_it()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var added = await AddAsync(staff, workshop, Pdf);
        using var refused = await DescribeAsync(staff, added.Headers.Location!, credit: null, "everybody", licence: null);
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/credit", "/licence"], ignoreOrder: true);
        (await DescribeAsync(staff, added.Headers.Location!, credit: null, "booked")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    static string Downloads(Guid workshop) => $"/api/workshops/v1/workshops/{workshop}/downloads";

    static async Task<HttpResponseMessage> DescribeAsync(
        HttpClient staff, Uri material, string? credit, string audience, string? licence = "CC-BY-4.0")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, material)
        {
            Content = JsonContent.Create(new { title = audience, credit, licence, audience }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await staff.SendAsync(request);
    }

    static async Task<HttpResponseMessage> AddAsync(
        HttpClient client, Guid workshop, byte[] file, string name = "slides.pdf", string title = "Slides of the day",
        string? credit = null,
        string? licence = null, Guid? id = null)
    {
        using var form =
            new MultipartFormDataContent { { new StringContent(title), "title" }, { new ByteArrayContent(file), "file", name } };
        if (credit is not null) form.Add(new StringContent(credit), "credit");
        if (licence is not null) form.Add(new StringContent(licence), "licence");
        if (id is not null) form.Add(new StringContent($"{id}"), "id");
        return await client.PostAsync($"/api/workshops/v1/workshops/{workshop}/materials", form);
    }
}
