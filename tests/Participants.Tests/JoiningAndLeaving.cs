using System.Net;
using System.Net.Http.Json;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class JoiningAndLeaving(ParticipantsApp app)
{
    [Fact]
    public async Task Tells_the_others_of_a_pseudonym_its_perspectives_and_its_consents()
    {
        await using var another = await app.AnotherServiceAsync();
        var joined = await another.ListenAsync<ParticipantJoined>();
        var given = await another.ListenAsync<ConsentGiven>();
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        using var staff = app.Staff();

        var participant = await CreatedAsync(staff, $"projects/{project}/participants", Joining(
            person, new { purpose = "contact", given = true }, new { purpose = "livedExperienceData", given = true }, new
            {
                purpose = "newsletter", given = false,
            }));

        await Eventually.Equals((1, 2), () => Task.FromResult((joined.Count(e => e.ParticipantId == participant), given.Count(e => e.ParticipantId == participant))));
        joined.Single(e => e.ParticipantId == participant).Perspectives.ShouldBe(["livedExperience", "professional"]);
        given.Where(e => e.ParticipantId == participant).Select(e => (e.Purpose, e.WordingVersion))
            .ShouldBe([("contact", 1), ("livedExperienceData", 1)], ignoreOrder: true);
        participant.ShouldNotBe(person);
    }

    [Fact]
    public async Task Names_stand_beside_participants_and_participations_beside_the_person()
    {
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        using var staff = app.Staff();
        var participant = await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));

        var shown = await ReadAsync(staff, $"people/{person}");
        var name = shown["name"]!.GetValue<string>();

        shown["participations"]!.AsArray().ShouldHaveSingleItem()!["participantId"]!.GetValue<Guid>().ShouldBe(participant);
        (await ReadAsync(staff, $"projects/{project}/participants/{participant}"))["name"]!.GetValue<string>().ShouldBe(name);
        (await ReadAsync(staff, $"projects/{project}/participants")).AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>()
            .ShouldBe(name);
    }

    [Fact]
    public async Task Who_is_in_cannot_join_twice_but_who_left_can_join_again_under_a_new_pseudonym()
    {
        await using var another = await app.AnotherServiceAsync();
        var left = await another.ListenAsync<ParticipantLeft>();
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        using var staff = app.Staff();
        var participants = $"projects/{project}/participants";

        var first = await CreatedAsync(staff, participants, Joining(person, new { purpose = "contact", given = true }));
        var twice = await RefusedAsync(staff, participants, Joining(person));
        twice["existingId"]!.GetValue<Guid>().ShouldBe(first);
        await DoneAsync(staff, $"{participants}/{first}/leave");
        NameOf(await RefusedAsync(staff, $"{participants}/{first}/leave", null)).ShouldBe("participant-left");
        var second = await CreatedAsync(staff, participants, Joining(person));

        second.ShouldNotBe(first);
        (await ReadAsync(staff, $"{participants}/{second}/consents"))["now"]!.AsArray().ShouldBeEmpty("consent is asked anew");
        (await ReadAsync(staff, $"{participants}?left=true")).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(first);
        (await ReadAsync(staff, $"{participants}?left=false")).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(second);
        (await ReadAsync(staff, $"projects/{project}"))["counts"]!["participants"]!.GetValue<int>().ShouldBe(1);
        await Eventually.Equals(1, () => Task.FromResult(left.Count(e => e.ParticipantId == first)));
    }

    [Fact]
    public async Task Joining_many_times_at_once_is_joining_once()
    {
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        using var staff = app.Staff();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            staff.PostAsJsonAsync($"/api/participants/v1/projects/{project}/participants", Joining(person))));
        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Conflict).ShouldBe(9);
    }

    [Fact]
    public async Task Nobody_joins_a_closed_project()
    {
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        using var staff = app.Staff();
        await DoneAsync(staff, $"projects/{project}/close");
        NameOf(await RefusedAsync(staff, $"projects/{project}/participants", Joining(person))).ShouldBe("project-closed");
    }

    [Fact]
    public async Task Names_every_fault_at_once()
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(staff, $"projects/{Guid.NewGuid()}/participants", new
        {
            personId = Guid.NewGuid(),
            perspectives = new object[] { new { kind = "carer", field = "nursing" }, new { kind = "carer" } },
            consents = new[] { new { purpose = "contact", given = true }, new { purpose = "contact", given = false } },
        }, HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe(["/perspectives/0/field", "/perspectives/1/kind", "/consents/1/purpose"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_perspective_is_refused()
    {
        using var staff = app.Staff();
        var problem = await RefusedAsync(staff, $"projects/{Guid.NewGuid()}/participants", new { personId = Guid.NewGuid(), perspectives = Array.Empty<object>() }, HttpStatusCode.BadRequest);
        Pointers(problem).ShouldBe(["/perspectives"]);
    }

    [Fact]
    public async Task How_somebody_takes_part_can_be_corrected_and_is_told()
    {
        await using var another = await app.AnotherServiceAsync();
        var corrected = await another.ListenAsync<CorrectionRequested>();
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        using var staff = app.Staff();
        var address = $"projects/{project}/participants/{await CreatedAsync(staff, $"projects/{project}/participants", Joining(person))}";
        var twice = new { perspectives = new object[] { new { kind = "carer", field = "nursing" }, new { kind = "carer" } }, qMember = false, remoteOnly = true };

        var (status, body) = await PutAsync(staff, address, twice, "*");
        status.ShouldBe(HttpStatusCode.BadRequest, body);
        Pointers(System.Text.Json.Nodes.JsonNode.Parse(body)!).ShouldBe(
            ["/perspectives/0/field", "/perspectives/1/kind"], ignoreOrder: true);
        var shown = await CorrectedAsync(
            staff, address, new { perspectives = new[] { new { kind = "carer" } }, qMember = false, remoteOnly = true });

        shown["remoteOnly"]!.GetValue<bool>().ShouldBeTrue();
        await Eventually.Equals(1, () => Task.FromResult(corrected.Count(e => e.Facts["projectId"].Single() == project.ToString() && e.Facts["perspectives"].Single() == "carer")));
        using var me = app.Person(person);
        (await ReadAsync(me, "me/participations")).AsArray().Single()!["projectId"]!.GetValue<Guid>().ShouldBe(project);
    }
}
