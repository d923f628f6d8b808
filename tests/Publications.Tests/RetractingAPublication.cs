using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Publications.Contracts;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class RetractingAPublication(PublicationsApp app)
{
    [Fact]
    public async Task Leaves_an_address_that_says_since_when_and_why_and_no_words()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<PublicationRetracted>();
        var project = await app.KnownProjectAsync();
        var slug = $"essay-{Guid.NewGuid():N}";
        var essay = await app.EssayAsync(staff, project, slug);

        await RetractAsync(staff, essay, "It quotes somebody by name.");

        string[] addresses =
            [$"publications/{essay}", $"publications/{slug}", $"publications/{essay}/versions", $"publications/{essay}/versions/1"];
        foreach (var address in addresses)
        {
            using var gone = await anybody.GetAsync($"/api/publications/v1/{address}");
            var body = await gone.Content.ReadAsStringAsync();
            gone.StatusCode.ShouldBe(HttpStatusCode.Gone, body);
            gone.Headers.CacheControl!.NoStore.ShouldBeTrue();
            body.ShouldNotContain("tell");
            var tombstone = JsonNode.Parse(body)!;
            tombstone["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:publication-retracted");
            tombstone["publicationTitle"]!.GetValue<string>().ShouldBe("Listening first");
            tombstone["reason"]!.GetValue<string>().ShouldBe("It quotes somebody by name.");
            tombstone["retractedAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
            tombstone["detail"]!.GetValue<string>().ShouldContain("It quotes somebody by name.");
        }
        (await ReadAsync(anybody, $"publications?projectId={project}")).AsArray().ShouldBeEmpty();
        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.PublicationId == essay && e.ProjectId == project && e.Version == 1)));
        await RefusedAsync(staff, $"publications/{essay}/versions", new { markdown = "Again.", changeNote = "Again." }, HttpStatusCode.Gone);
        await RefusedAsync(staff, $"publications/{essay}/retract", new { reason = "Twice." }, HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Is_told_by_the_lineage_of_what_it_rests_on_and_by_its_own()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        var essay = await app.EssayAsync(staff, project, "retracted", await app.InsightAsync(staff, project, theme));

        await RetractAsync(staff, essay, "It counts people twice.");

        var forward = await ReadAsync(anybody, $"lineage/contributions/{response}");
        forward["outcome"]!.GetValue<string>().ShouldBe("used in version 1 of “Listening first” (retracted since)");
        forward["usedIn"]![0]!["retractedAt"].ShouldNotBeNull();
        var back = await ReadAsync(anybody, $"lineage/publications/{essay}");
        back["summary"]!.GetValue<string>().ShouldEndWith(": It counts people twice.");
        back["retractionReason"]!.GetValue<string>().ShouldBe("It counts people twice.");
    }

    [Fact]
    public async Task Is_on_record_with_who_did_it_for_those_who_may_write_until_that_person_is_erased()
    {
        var person = Guid.NewGuid();
        using var staff = app.SignedIn(person, "staff");
        using var reader = app.Client("publications:read");
        var essay = await app.EssayAsync(staff, await app.KnownProjectAsync(), "on-record");

        await RefusedAsync(staff, $"publications/{essay}/retract", new { reason = "  " }, HttpStatusCode.BadRequest);
        await RefusedAsync(reader, $"publications/{essay}/retract", new { reason = "Not mine." }, HttpStatusCode.Forbidden);
        await RefusedAsync(staff, $"publications/{Guid.NewGuid()}/retract", new { reason = "Not there." }, HttpStatusCode.NotFound);
        await RetractAsync(staff, essay, "It was a draft.");

        using var refused = await reader.GetAsync($"/api/publications/v1/publications/{essay}/changes");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var change = (await ReadAsync(staff, $"publications/{essay}/changes")).AsArray().ShouldHaveSingleItem()!;
        change["action"]!.GetValue<string>().ShouldBe("retracted");
        change["reason"]!.GetValue<string>().ShouldBe("It was a draft.");
        change["personId"]!.GetValue<Guid>().ShouldBe(person);
        (await app.ExportAsync(person))["changes"]!.AsArray().ShouldHaveSingleItem()!["thingId"]!.GetValue<Guid>().ShouldBe(essay);

        await app.EraseAsync(person);

        (await app.Database.TracesAsync(person.ToString())).ShouldBeEmpty();
        change = (await ReadAsync(staff, $"publications/{essay}/changes"))[0]!;
        change["personId"].ShouldBeNull();
        change["reason"]!.GetValue<string>().ShouldBe("It was a draft.");
    }

    [Fact]
    public async Task Cannot_be_taken_off_the_record()
    {
        using var staff = app.Client(AllScopes);
        var essay = await app.EssayAsync(staff, await app.KnownProjectAsync(), "kept");
        await RetractAsync(staff, essay, "It was a draft.");
        foreach (var attack in (string[])["UPDATE change_entries SET reason = 'none'", "DELETE FROM change_entries"])
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => app.ScalarAsync<int?>($"{attack} WHERE thing_id = '{essay}' RETURNING 1")))
                .MessageText.ShouldContain("append-only");
    }

    static async Task RetractAsync(HttpClient staff, Guid publication, string reason)
    {
        using var done = await staff.PostAsJsonAsync($"/api/publications/v1/publications/{publication}/retract", new { reason });
        done.StatusCode.ShouldBe(HttpStatusCode.NoContent, await done.Content.ReadAsStringAsync());
    }
}
