using System.Net;
using System.Text.Json.Nodes;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class MeetingAccessNeeds(ParticipantsApp app)
{
    [Fact]
    public async Task A_need_goes_from_recorded_to_met_and_keeps_its_history()
    {
        using var staff = app.Staff();
        var person = await app.PersonAsync();
        var needs = $"people/{person}/access-needs";
        var id = await CreatedAsync(
            staff, needs, new { category = "communication", words = "a hearing lop", identifiedBy = "carer", identifiedOn = "2024-02-03" });

        await CorrectedAsync(staff, $"{needs}/{id}", new { category = "communication", words = "a hearing loop", flagged = true });
        await CorrectedAsync(staff, $"{needs}/{id}/sharing", new { withFacilitators = true, withOrganisations = Array.Empty<Guid>(), agreed = true }, read: $"{needs}/{id}");
        await CorrectedAsync(
            staff, $"{needs}/{id}/outcome", new { met = false, on = "2024-03-01", note = "No loop in the room." }, read: $"{needs}/{id}");
        var need = await CorrectedAsync(
            staff, $"{needs}/{id}/outcome", new { met = true, on = "2024-04-01", note = (string?)null }, read: $"{needs}/{id}");

        need["met"]!.GetValue<bool>().ShouldBeTrue();
        need["identifiedBy"]!.GetValue<string>().ShouldBe("carer");
        need["history"]!.AsArray()
            .Select(entry => entry!["step"]!.GetValue<string>())
            .ShouldBe(["recorded", "corrected", "shared", "unmet", "met"]);
        (await ReadAsync(staff, $"{needs}/{id}"))["history"]![0]!["words"]!.GetValue<string>().ShouldBe("a hearing lop");
    }

    [Fact]
    public async Task Lists_show_a_flag_and_never_the_words()
    {
        using var staff = app.Staff();
        var id = await CreatedAsync(staff, "people", new
        {
            name = $"Flagged {Guid.NewGuid()}", email = $"{Guid.NewGuid():N}@example.org", accessNeeds = new[] { "large print secret" },
        });
        var unflagged = await app.PersonAsync();
        await CreatedAsync(staff, $"people/{unflagged}/access-needs", new { category = "place", words = "no steps", flagged = false });

        var person = await ReadAsync(staff, $"people/{id}");
        person["accessNeedsFlagged"]!.GetValue<bool>().ShouldBeTrue();
        person.ToJsonString().ShouldNotContain("large print");
        (await ReadAsync(staff, "people?name=flagged")).AsArray().Single()!["accessNeedsFlagged"]!.GetValue<bool>().ShouldBeTrue();
        (await ReadAsync(staff, $"people/{unflagged}"))["accessNeedsFlagged"]!.GetValue<bool>().ShouldBeFalse();
        (await ReadAsync(staff, $"people/{id}/access-needs")).AsArray().Single()!["words"]!.GetValue<string>()
            .ShouldBe("large print secret");
    }

    [Fact]
    public async Task Facilitators_and_organisations_see_what_is_shared_with_them_and_no_more()
    {
        using var staff = app.Staff();
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        var participant = await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));
        var host = await CreatedAsync(staff, "organisations", new { name = $"Host {person}", kind = "nhsTrust" });
        await Need("for staff", false);
        await Need("for facilitators", true);
        await Need("for the host", false, host);
        using var facilitator = app.Client("workshops:write");
        using var hosts = app.WithToken(app.Issuer.OrganisationToken(host, "workshops:write participants:read"));
        using var others = app.WithToken(app.Issuer.OrganisationToken(Guid.NewGuid(), "workshops:write participants:read"));

        var shared = $"projects/{project}/participants/{participant}/access-needs";
        Words(await ReadAsync(facilitator, shared)).ShouldBe(["for facilitators"]);
        Words(await ReadAsync(hosts, shared)).ShouldBe(["for the host"]);
        using var nothing = await others.GetAsync($"/api/participants/v1/{shared}");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound, "for an organisation with which nothing is shared there is nobody");
        Words(await ReadAsync(staff, $"people/{person}/access-needs")).ShouldBe(["for staff", "for facilitators", "for the host"]);
        using var refused = await hosts.GetAsync($"/api/participants/v1/people/{person}/access-needs");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var subject = await app.ScalarAsync<Guid>($"SELECT audit_id FROM people WHERE id = '{person}'");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE '{subject}' = ANY(subjects) AND what = 'access needs' AND action = 'Read'")).ShouldBe(5, "staff for two ETags and the list, the facilitator, the host");

        async Task Need(string words, bool withFacilitators, params Guid[] withOrganisations)
        {
            var id = await CreatedAsync(staff, $"people/{person}/access-needs", new { category = "format", words });
            if (withFacilitators || withOrganisations.Length > 0)
                await CorrectedAsync(staff, $"people/{person}/access-needs/{id}/sharing", new { withFacilitators, withOrganisations, agreed = true }, read: $"people/{person}/access-needs/{id}");
        }
    }

    [Fact]
    public async Task Nothing_is_shared_without_agreement_or_with_an_unknown_organisation()
    {
        using var staff = app.Staff();
        var person = await app.PersonAsync();
        var need = $"people/{person}/access-needs/{await CreatedAsync(staff, $"people/{person}/access-needs", new { category = "other", words = "w" })}";

        var (status, body) = await PutAsync(staff, $"{need}/sharing", new { withFacilitators = true, withOrganisations = new[] { Guid.NewGuid() }, agreed = false }, "*");

        status.ShouldBe(HttpStatusCode.BadRequest, body);
        Pointers(JsonNode.Parse(body)!).ShouldBe(["/agreed", "/withOrganisations"], ignoreOrder: true);
        (await ReadAsync(staff, need))["withFacilitators"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task People_look_after_their_own()
    {
        var person = await app.PersonAsync();
        using var me = app.Person(person);
        var id = await CreatedAsync(me, "me/access-needs", new { category = "place", words = "a quiet room" });
        await CorrectedAsync(me, $"me/access-needs/{id}/sharing", new { withFacilitators = true, withOrganisations = Array.Empty<Guid>(), agreed = true }, read: $"me/access-needs/{id}");
        using var end = new HttpRequestMessage(HttpMethod.Delete, $"/api/participants/v1/me/access-needs/{id}");
        end.Headers.TryAddWithoutValidation("If-Match", await ETagAsync(me, $"me/access-needs/{id}"));
        using var ended = await me.SendAsync(end);
        ended.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var need = (await ReadAsync(me, "me/access-needs")).AsArray().Single()!;
        need["endedAt"].ShouldNotBeNull();
        need["history"]!.AsArray().Count.ShouldBe(3);
        using var stranger = app.Person(await app.PersonAsync());
        (await PutAsync(stranger, $"me/access-needs/{id}/sharing", new { withFacilitators = true, withOrganisations = Array.Empty<Guid>(), agreed = true }, "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(me, $"me/access-needs/{id}/sharing", new { withFacilitators = true, withOrganisations = Array.Empty<Guid>(), agreed = true }, "*")).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    static IEnumerable<string> Words(JsonNode needs) => needs.AsArray().Select(need => need!["words"]!.GetValue<string>());
}
