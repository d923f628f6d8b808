using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.Workshops.Contracts;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>Whoever holds a gathering makes a door list: names of those who have a place, and of nobody else.</summary>
public sealed class NamingThoseWhoCome(ParticipantsApp app)
{
    [Fact]
    public async Task A_facilitator_reads_the_names_of_those_who_have_had_a_place_and_is_on_record()
    {
        var (project, elsewhere, facilitator) = (await app.ProjectAsync(), await app.ProjectAsync(), await app.PersonAsync());
        var (zoe, person) = await JoinedAsync(project, "Zoe Known", chosen: "Zoe");
        var (ann, _) = await JoinedAsync(project, "ann Known");
        var (placeless, _) = await JoinedAsync(project, "Somebody Else");
        var (left, _) = await JoinedAsync(project, "Somebody Gone");
        var (other, _) = await JoinedAsync(elsewhere, "Somebody Elsewhere");
        foreach (var participant in new[] { zoe, ann, left }) await BookedAsync(project, participant);
        await BookedAsync(elsewhere, other);
        using var staff = app.Staff();
        await DoneAsync(staff, $"projects/{project}/participants/{left}/leave");
        using var client = app.WithToken(app.Issuer.PersonToken(facilitator, roles: [QLab.ServiceDefaults.Security.Roles.Facilitator]));

        var answer = await NamesAsync(client, project, zoe, ann, placeless, left, other, zoe);

        answer["names"]!.AsArray().Select(n => (n!["participantId"]!.GetValue<Guid>(), n["name"]!.GetValue<string>()))
            .ShouldBe([(ann, "ann Known"), (zoe, "Zoe")]);
        answer["notNamed"]!.AsArray().Select(id => id!.GetValue<Guid>()).ShouldBe([placeless, left, other], ignoreOrder: true);
        (await app.ScalarAsync<long>($"""
            SELECT count(*) FROM audit_entries e JOIN people f ON e.actor = 'person:' || f.audit_id JOIN people p ON p.audit_id = ANY (e.subjects)
            WHERE f.id = '{facilitator}' AND p.id = '{person}' AND e.what = 'names' AND e.action = 'Read'
            """)).ShouldBe(1);
    }

    [Fact]
    public async Task Neither_a_program_that_books_nor_an_organisation_nor_who_takes_part_reads_them()
    {
        var project = await app.ProjectAsync();
        var (participant, person) = await JoinedAsync(project, "Ann Known");
        await BookedAsync(project, participant);
        foreach (var client in new[]
        {
            app.Client("workshops:read workshops:write"), app.Client(AllScopes, Guid.NewGuid()), app.Person(person),
        })
        {
            using var refused = await AskAsync(client, project, participant);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, await refused.Content.ReadAsStringAsync());
            client.Dispose();
        }
    }

    async Task<(Guid Participant, Guid Person)> JoinedAsync(Guid project, string name, string? chosen = null)
    {
        using var staff = app.Staff();
        var person = await app.PersonAsync(name);
        if (chosen is not null) await app.ExecuteAsync($"UPDATE people SET display_name = '{chosen}' WHERE id = '{person}'");
        return (await CreatedAsync(staff, $"projects/{project}/participants", Joining(person)), person);
    }

    async Task BookedAsync(Guid project, Guid participant)
    {
        await using var workshops = await app.AnotherServiceAsync();
        await workshops.PublishAsync(new PlaceBooked(Guid.NewGuid(), Guid.NewGuid(), project, participant, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => app.ScalarAsync<long>(
            $"SELECT count(*) FROM participation_steps WHERE participation_id = '{participant}' AND step = 'Booked'"));
    }

    static async Task<JsonNode> NamesAsync(HttpClient client, Guid project, params Guid[] participants)
    {
        using var answer = await AskAsync(client, project, participants);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    static Task<HttpResponseMessage> AskAsync(HttpClient client, Guid project, params Guid[] participants) =>
        client.PostAsJsonAsync($"/api/participants/v1/projects/{project}/participants/names", new { participantIds = participants });
}
