using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.Workshops.Tests;

public sealed class SittingInGroups(WorkshopsApp app)
{
    [Fact]
    public async Task Is_drawn_from_those_booked_by_the_sessions_method_and_shown_again()
    {
        var (workshop, people) = await BookedAsync(7);
        using var staff = app.Client(WorkshopsApp.AllScopes);

        var id =
            await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/groups", new { session = "Sharing the learning", seed = 2019 });

        var seen = JsonNode.Parse(await staff.GetStringAsync(Groups(workshop, id)))!;
        (seen["size"]!.GetValue<int>(), seen["seed"]!.GetValue<int>(), seen["quality"]!["groups"]!.GetValue<int>()).ShouldBe((3, 2019, 2));
        Members(seen).SelectMany(group => group).ShouldBe(people, ignoreOrder: true);
        using var somebody = app.Participating(people[0]);
        var mine = JsonNode.Parse(await somebody.GetStringAsync("/api/workshops/v1/me/groups"))!.AsArray().ShouldHaveSingleItem()!;
        Members(seen)[mine["number"]!.GetValue<int>() - 1].ShouldContain(people[0]);
        var listed = JsonNode.Parse(await staff.GetStringAsync(Groups(workshop)))!.AsArray().ShouldHaveSingleItem()!;
        (listed["groups"]!.GetValue<int>(), listed["session"]!.GetValue<string>()).ShouldBe((2, "Sharing the learning"));

        (await staff.DeleteAsync(Groups(workshop, id))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await staff.GetAsync(Groups(workshop, id))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task With_others_in_the_next_round_and_never_with_whom_one_is_not_to()
    {
        var (workshop, people) = await BookedAsync(9);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var notWith = new[] { new[] { people[0], people[1] } };
        foreach (var round in new[] { 1, 2, 3 })
        {
            var drawn = await DrawnAsync(staff, workshop, new { size = 3, notWith });
            var quality = drawn["quality"]!;
            (quality["metBefore"]!.GetValue<int>(), quality["notWithBroken"]!.GetValue<int>()).ShouldBe((0, 0), $"round {round}");
            Members(drawn).ShouldNotContain(group => group.Contains(people[0]) && group.Contains(people[1]));
        }
    }

    [Fact]
    public async Task Leaves_out_who_is_not_there_and_refuses_who_is_not_of_the_project()
    {
        var (workshop, people) = await BookedAsync(4);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        Members(await DrawnAsync(staff, workshop, new { size = 2, participantIds = people[..2] })).ShouldHaveSingleItem();
        await app.ScalarAsync<int>($"UPDATE bookings SET presence = 'DidNotCome' WHERE participant_id = '{people[0]}' RETURNING 1");
        Members(await DrawnAsync(staff, workshop, new { size = 2 })).SelectMany(group => group).ShouldBe(people[1..], ignoreOrder: true);
        Guid[] withStranger = [people[0], Guid.NewGuid()];
        using var stranger = await staff.PostAsJsonAsync(Groups(workshop), new { size = 2, participantIds = withStranger });
        await WorkshopsApp.ProblemAsync(stranger, HttpStatusCode.Conflict, "participant-not-known");
        using var nobody = await staff.PostAsJsonAsync(Groups(workshop), new { size = 2, attendance = "online" });
        await WorkshopsApp.ProblemAsync(nobody, HttpStatusCode.Conflict, "number-of-people");
        using var wrong = await staff.PostAsJsonAsync(Groups(workshop), new { session = "No such session", notWith = new[] { people, people[..1] } });
        (await WorkshopsApp.FaultsAsync(wrong)).ShouldBe(["/session", "/size", "/notWith/1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Is_told_in_an_export_and_forgotten_with_a_person()
    {
        var (workshop, people) = await BookedAsync(4);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await DrawnAsync(staff, workshop, new { size = 2 });
        (await app.ExportAsync(people[0]))["groups"]!.AsArray().ShouldHaveSingleItem()!["workshopId"]!.GetValue<Guid>().ShouldBe(workshop);
        await app.EraseAsync(people[0]);
        (await app.Database.TracesAsync(people[0].ToString())).ShouldBeEmpty();
    }

    static string Groups(Guid workshop, Guid? id = null) => $"/api/workshops/v1/workshops/{workshop}/groups{(id is null ? "" : $"/{id}")}";

    static List<List<Guid>> Members(JsonNode drawn) =>
        [.. drawn["groups"]!.AsArray().Select(group => group!.AsArray().Select(id => id!.GetValue<Guid>()).ToList())];

    async Task<(Guid Workshop, Guid[] People)> BookedAsync(int count)
    {
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project), await app.JoinedAsync(project, count));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var person in people)
            await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = person });
        return (workshop, people);
    }

    static async Task<JsonNode> DrawnAsync(HttpClient staff, Guid workshop, object request)
    {
        using var drawn = await staff.PostAsJsonAsync(Groups(workshop), request);
        var json = await drawn.Content.ReadAsStringAsync();
        drawn.StatusCode.ShouldBe(HttpStatusCode.Created, json);
        return JsonNode.Parse(json)!;
    }
}
