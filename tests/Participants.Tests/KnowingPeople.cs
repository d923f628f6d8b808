using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class KnowingPeople(ParticipantsApp app)
{
    [Fact]
    public async Task An_address_that_differs_in_case_is_the_same_address()
    {
        using var staff = app.Staff();
        var ann = await CreatedAsync(staff, "people", new { name = "Ann", email = "Ann.Ötz@Example.org" });
        var problem = await RefusedAsync(staff, "people", new { name = "Another Ann", email = "ann.ötz@EXAMPLE.org" });
        NameOf(problem).ShouldBe("already-exists");
        problem["existingId"]!.GetValue<Guid>().ShouldBe(ann);
        (await ReadAsync(staff, $"people/{ann}"))["email"]!.GetValue<string>()
            .ShouldBe("Ann.Ötz@Example.org", "the address is kept as it was written");
    }

    [Fact]
    public async Task Added_many_times_at_once_is_one_person()
    {
        using var staff = app.Staff();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i =>
            staff.PostAsJsonAsync("/api/participants/v1/people", new
            {
                name = "Bo", email = i % 2 == 0 ? "bo@example.org" : "BO@example.org",
            })));
        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Conflict).ShouldBe(11);
        (await app.ScalarAsync<long>("SELECT count(*) FROM people WHERE email_key = 'bo@example.org'")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_prefers_post_has_an_address()
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(
            staff, "people", new { name = "Cy", email = "cy@example.org", preferredContact = "post" }, HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe(["/postalAddress"]);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("two@at@example.org")]
    [InlineData("with space@example.org")]
    [InlineData("line\nbreak@example.org")]
    public async Task What_is_no_address_is_refused(string email)
    {
        using var staff = app.Staff();
        Pointers(await RefusedAsync(staff, "people", new { name = "Di", email }, HttpStatusCode.BadRequest)).ShouldBe(["/email"]);
    }

    [Fact]
    public async Task What_they_told_us_shows_in_no_event_no_log_and_no_idempotency_record()
    {
        string[] secrets = ["Quetzalcoatl", "quetzal@example.org", "Feather Lane", "a quiet room with plumes"];
        using var staff = app.Staff();
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "\"add\"");
        var person = new { name = secrets[0], email = secrets[1], postalAddress = secrets[2], accessNeeds = new[] { secrets[3] }, preferredContact = "post" };
        var id = await CreatedAsync(staff, "people", person);
        await CreatedAsync(staff, "people", person);

        staff.DefaultRequestHeaders.Remove("Idempotency-Key");
        await RefusedAsync(staff, "people", person);
        await RefusedAsync(
            staff, "people", new { name = secrets[0], email = $"{secrets[1]}@", postalAddress = secrets[2] }, HttpStatusCode.BadRequest);
        await ReadAsync(staff, $"people/{id}");
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "\"join\"");
        await CreatedAsync(staff, $"projects/{await app.ProjectAsync()}/participants", Joining(id));

        app.Logs.Lines.Count.ShouldBeGreaterThan(50, "the logs are read at all");
        foreach (var secret in secrets)
        {
            app.Logs.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            (await app.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE body ILIKE '%{secret}%'")).ShouldBe(0);
            (await app.ScalarAsync<long>($"SELECT count(*) FROM idempotency_records WHERE convert_from(body, 'UTF8') ILIKE '%{secret}%'")).ShouldBe(0);
        }
        (await app.ScalarAsync<long>("SELECT count(*) FROM idempotency_records WHERE convert_from(body, 'UTF8') ILIKE '%livedExperience%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Whose_project_is_simulated_is_shown_as_made_up()
    {
        using var staff = app.Staff();
        var name = $"{Guid.NewGuid():N}";
        var (real, madeUp) = (await app.PersonAsync(), await app.PersonAsync(name));
        await CreatedAsync(staff, $"projects/{await app.ProjectAsync()}/participants", Joining(real));
        await CreatedAsync(staff, $"projects/{await app.ProjectAsync(simulated: true)}/participants", Joining(madeUp));

        (await ReadAsync(staff, $"people/{real}"))["simulated"]!.GetValue<bool>().ShouldBeFalse();
        (await ReadAsync(staff, $"people/{madeUp}"))["simulated"]!.GetValue<bool>().ShouldBeTrue();
        (await ReadAsync(staff, $"people?name={name}")).AsArray().ShouldHaveSingleItem()!["simulated"]!.GetValue<bool>().ShouldBeTrue();
    }
}
