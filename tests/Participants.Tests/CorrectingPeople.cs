using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class CorrectingPeople(ParticipantsApp app)
{
    [Fact]
    public async Task Staff_correct_everything_under_the_version_they_read()
    {
        using var staff = app.Staff();
        var id = await app.PersonAsync();
        var organisation = await CreatedAsync(staff, "organisations", new { name = $"O {id}", kind = "university" });
        var tag = await ETagAsync(staff, $"people/{id}");
        var corrected = new
        {
            name = "Corrected", email = $"C.{id}@example.org", displayName = "Cor", postalAddress = "1 Lane\nTown",
            preferredContact = "post", language = "cy", organisationId = organisation,
        };

        (await PutAsync(staff, $"people/{id}", corrected, null)).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await PutAsync(staff, $"people/{id}", corrected, tag)).Status.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(staff, $"people/{id}", corrected, tag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);

        var shown = await ReadAsync(staff, $"people/{id}");
        shown["email"]!.GetValue<string>().ShouldBe($"C.{id}@example.org");
        shown["postalAddress"]!.GetValue<string>().ShouldBe("1 Lane\nTown");
        shown["language"]!.GetValue<string>().ShouldBe("cy");
        shown["organisationId"]!.GetValue<Guid>().ShouldBe(organisation);
        (await app.ScalarAsync<string>($"SELECT email_key || ' ' || name_key FROM people WHERE id = '{id}'")).ShouldBe($"c.{id}@example.org corrected");
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_refused()
    {
        using var staff = app.Staff();
        var (first, second) = (await app.PersonAsync(), await app.PersonAsync());
        var taken = (await ReadAsync(staff, $"people/{first}"))["email"]!.GetValue<string>().ToUpperInvariant();

        var (status, body) = await PutAsync(staff, $"people/{second}", Everything("S", taken), "*");

        status.ShouldBe(HttpStatusCode.Conflict, body);
        NameOf(JsonNode.Parse(body)!).ShouldBe("email-taken");
        body.ShouldNotContain(first.ToString());
    }

    [Fact]
    public async Task Every_reading_and_every_change_by_staff_is_in_the_audit_log()
    {
        using var staff = app.Staff();
        var id = await app.PersonAsync();
        await CorrectedAsync(staff, $"people/{id}", Everything("Logged", $"{id}@example.org"));
        await ReadAsync(staff, "people?name=logged");
        var subject = await app.ScalarAsync<Guid>($"SELECT audit_id FROM people WHERE id = '{id}'");
        (await app.ScalarAsync<string>($"SELECT string_agg(action || ' ' || what, ', ' ORDER BY position) FROM audit_entries WHERE '{subject}' = ANY(subjects)"))
            .ShouldBe("Changed person, Read person, Changed person, Read people");
    }

    [Fact]
    public async Task People_read_and_correct_themselves_and_nobody_else()
    {
        var (id, other) = (await app.PersonAsync(), await app.PersonAsync());
        using var me = app.Person(id);
        (await ReadAsync(me, "me"))["id"]!.GetValue<Guid>().ShouldBe(id);
        var email = (await ReadAsync(me, "me"))["email"]!.GetValue<string>();
        var (moving, why) = await PutAsync(me, "me", Everything("Me Myself", $"me-{id}@example.org", ofMyself: true), "*");
        moving.ShouldBe(HttpStatusCode.Conflict, "a token of some minutes does not move the account to another address");
        NameOf(JsonNode.Parse(why)!).ShouldBe("email-by-the-lab");
        (await CorrectedAsync(me, "me", Everything("Me Myself", email.ToUpperInvariant(), ofMyself: true)))["name"]!.GetValue<string>()
            .ShouldBe("Me Myself");

        using var others = await me.GetAsync($"/api/participants/v1/people/{other}");
        others.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var program = app.Staff();
        using var refused = await program.GetAsync("/api/participants/v1/me");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "a program is nobody");
    }

    [Theory]
    [InlineData("p\u0430ypal@example.org", "a Cyrillic letter among Latin ones")]
    [InlineData("ann@ex\u0430mple.org", "the same in the domain")]
    [InlineData("\u03BFmega@example.org", "a Greek omicron")]
    [InlineData("ann\u202Egro@example.org", "a mark that turns the direction")]
    [InlineData("ann\u200B@example.org", "an invisible space")]
    [InlineData("ann@exam ple.org", "a space")]
    [InlineData("ann..b@example.org", "two dots")]
    [InlineData("ann@localhost", "no domain")]
    [InlineData("ann@-x.org", "a hyphen first")]
    [InlineData("<ann>@example.org", "brackets")]
    public async Task A_deceptive_or_broken_address_is_refused(string email, string why)
    {
        using var staff = app.Staff();
        Pointers(await RefusedAsync(staff, "people", new { name = "N", email }, HttpStatusCode.BadRequest)).ShouldBe(["/email"], why);
    }

    [Theory]
    [InlineData("ann@bücher.example", "ANN@xn--bcher-kva.example")]
    [InlineData("иван@пример.рф", "ИВАН@ПРИМЕР.РФ")]
    public async Task A_domain_counts_in_its_ascii_form(string first, string second)
    {
        using var staff = app.Staff();
        await CreatedAsync(staff, "people", new { name = "I", email = first });
        NameOf(await RefusedAsync(staff, "people", new { name = "I", email = second })).ShouldBe("already-exists");
    }

    [Theory]
    [InlineData("\u0007bell")]
    [InlineData("two\nlines")]
    [InlineData("\u202Ednuor yaw gnorw eht")]
    [InlineData("\u200B\u200B")]
    [InlineData("   ")]
    [InlineData("")]
    public async Task A_name_that_hides_something_is_refused(string name)
    {
        using var staff = app.Staff();
        Pointers(await RefusedAsync(staff, "people", new { name, email = $"{Guid.NewGuid():N}@example.org" }, HttpStatusCode.BadRequest)).ShouldBe(["/name"]);
    }

    [Fact]
    public async Task Very_long_texts_are_refused_each_by_its_name()
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(staff, "people", new
        {
            name = new string('n', 201), email = $"{new string('e', 250)}@example.org", postalAddress = new string('p', 501),
            displayName = new string('d', 81),
            language = new string('l', 36), accessNeeds = new[] { new string('a', 201) },
        }, HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe(["/name", "/email", "/postalAddress", "/displayName", "/language", "/accessNeeds"], ignoreOrder: true);
    }

    [Fact]
    public async Task Ten_megabytes_are_too_large()
    {
        using var staff = app.Staff();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/participants/v1/people");
        request.Content = JsonContent.Create(new { name = new string('n', 10 * 1024 * 1024), email = "a@example.org" });
        await request.Content.LoadIntoBufferAsync();
        request.Headers.ExpectContinue = true;
        using var response = await staff.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldContain("urn:qlab:problem:too-large");
    }

    /// <summary>What a correction says; the organisation is for staff alone.</summary>
    internal static Dictionary<string, object?> Everything(string name, string email, bool ofMyself = false)
    {
        var everything = new Dictionary<string, object?>
        {
            ["name"] = name, ["email"] = email, ["displayName"] = null, ["postalAddress"] = null, ["preferredContact"] = "email",
            ["language"] = "pt-BR",
        };
        if (!ofMyself) everything["organisationId"] = null;
        return everything;
    }
}
