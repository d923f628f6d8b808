using System.Net;
using System.Text.Json.Nodes;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class FindingPeople(ParticipantsApp app)
{
    [Fact]
    public async Task A_parameter_that_cannot_be_read_is_named_in_plain_words()
    {
        using var staff = app.Staff();
        using var refused = await staff.GetAsync("/api/participants/v1/people?limit=abc");
        var json = await refused.Content.ReadAsStringAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, json);
        json.ShouldContain("The parameter 'limit' cannot be read from 'abc'.");
    }

    [Theory]
    [InlineData("Zoë Ångström", "zoe angstrom")]
    [InlineData("Zoe\u0308 Second", "ZOË SECOND")]
    [InlineData("Łukasz Žižek", "lukasz zizek")]
    [InlineData("Αλέξης Παπαδόπουλος", "ΑΛΕΞΗΣ παπαδοπουλος")]
    [InlineData("Фёдор Достоевский", "федор ДОСТОЕВСКИЙ")]
    [InlineData("Nguyễn Thị Ánh", "nguyen thi anh")]
    [InlineData("محمّد علي", "محمد علي")]
    [InlineData("山田 太郎", "山田")]
    [InlineData("ｆｕｌｌｗｉｄｔｈ", "fullwidth")]
    [InlineData("Weißenfels", "weissenfels")]
    public async Task A_name_is_found_in_any_script_without_its_accents_and_kept_as_it_is(string name, string sought)
    {
        using var staff = app.Staff();
        var id = await CreatedAsync(staff, "people", new { name, email = $"{Guid.NewGuid():N}@example.org" });
        Ids(await ReadAsync(staff, $"people?name={Uri.EscapeDataString(sought)}")).ShouldBe([id]);
        (await ReadAsync(staff, $"people/{id}"))["name"]!.GetValue<string>().ShouldBe(name);
    }

    [Fact]
    public async Task Everything_that_is_said_must_hold()
    {
        using var staff = app.Staff();
        var organisation = await CreatedAsync(staff, "organisations", new { name = $"Organisation {Guid.NewGuid()}", kind = "charity" });
        var (project, another) = (await app.ProjectAsync(), await app.ProjectAsync());
        var (member, carer, stranger) =
            (await Person("Filter Member", organisation), await Person("Filter Carer"), await Person("Filter Stranger"));
        await CreatedAsync(staff, $"projects/{project}/participants", Joining(member));
        await CreatedAsync(
            staff, $"projects/{another}/participants", new { personId = carer, perspectives = new[] { new { kind = "carer" } } });

        Ids(await ReadAsync(staff, "people?name=filter")).ShouldBe([member, carer, stranger], ignoreOrder: true);
        Ids(await ReadAsync(staff, $"people?name=filter&organisationId={organisation}")).ShouldBe([member]);
        Ids(await ReadAsync(staff, $"people?projectId={project}")).ShouldBe([member]);
        Ids(await ReadAsync(staff, "people?name=filter&perspective=carer")).ShouldBe([carer]);
        Ids(await ReadAsync(staff, $"people?perspective=carer&projectId={project}")).ShouldBeEmpty();
        Ids(await ReadAsync(staff, "people?email=FILTER-STRANGER")).ShouldBe([stranger]);
        Ids(await ReadAsync(staff, "people?name=%25")).ShouldBeEmpty("a wildcard is an ordinary character");

        async Task<Guid> Person(string name, Guid? organisationId = null) =>
            await CreatedAsync(staff, "people", new { name, email = $"{name.Replace(' ', '-')}@example.org", organisationId });
    }

    [Fact]
    public async Task The_index_finds_one_name_among_fifty_thousand()
    {
        await using var fill = app.Database.CreateCommand("""
            INSERT INTO people (id, name, email, email_key, preferred_contact, simulated, added_at)
            SELECT gen_random_uuid(), 'Person ' || md5(i::text), i || '@many.example', i || '@many.example', 'Email', true, now() FROM generate_series(1, 50000) i
            """);
        await fill.ExecuteNonQueryAsync();
        await using var analyze = app.Database.CreateCommand("ANALYZE people");
        await analyze.ExecuteNonQueryAsync();

        var plan = new List<string>();
        await using var explain = app.Database.CreateCommand(
            $"EXPLAIN SELECT id FROM people WHERE name_key LIKE folded('%c4ca4238a0b9%') ESCAPE '\\' ORDER BY id LIMIT 51");
        await using (var lines = await explain.ExecuteReaderAsync()) while (await lines.ReadAsync()) plan.Add(lines.GetString(0));

        string.Join('\n', plan).ShouldContain("ix_people_name_key");
        using var staff = app.Staff();
        Ids(await ReadAsync(staff, "people?name=C4CA4238a0b9")).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("limit=1000")]
    [InlineData("limit=0")]
    [InlineData("name=")]
    [InlineData("perspective=dreamer")]
    [InlineData("name=%00")]
    [InlineData("projectId=x")]
    public async Task What_cannot_be_sought_is_refused(string query)
    {
        using var staff = app.Staff();
        using var response = await staff.GetAsync($"/api/participants/v1/people?{query}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await response.Content.ReadAsStringAsync());
    }

    static Guid[] Ids(JsonNode list) => [.. list.AsArray().Select(p => p!["id"]!.GetValue<Guid>())];
}
