using System.Net;
using System.Text.Json.Nodes;
using QLab.Testing;
using static QLab.Workshops.Tests.WorkshopsApp;

namespace QLab.Workshops.Tests;

/// <summary>Who coordinates one project meets its workshops as staff do, and those of others as everybody does.</summary>
public sealed class CoordinatorsApart(WorkshopsApp app)
{
    static readonly string[] Lists = ["GET /rounds", "GET /interviews"];

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_knows_nothing_of_another_project()
    {
        var project = await app.KnownProjectAsync();
        var elsewhere = new Dictionary<string, Guid> { ["projects"] = project, ["workshops"] = await app.ScheduledAsync(project) };
        using var staff = app.Client(AllScopes);
        elsewhere["rounds"] = await CreatedAsync(staff, "rounds", Round(project));
        elsewhere["interviews"] = (await app.InterviewAsync()).Id;
        (await app.OpenToCoordinatorsAsync(AllScopes, elsewhere, Lists)).ShouldBeEmpty();
    }

    [Fact]
    public async Task They_see_the_rounds_of_their_own()
    {
        var (own, other) = (await app.KnownProjectAsync(), await app.KnownProjectAsync());
        using var staff = app.Client(AllScopes);
        var round = await CreatedAsync(staff, "rounds", Round(own));
        await CreatedAsync(staff, "rounds", Round(other));
        using var coordinator = app.Coordinator(AllScopes, own);
        using var seen = await coordinator.GetAsync("/api/workshops/v1/rounds");
        JsonNode.Parse(await seen.Content.ReadAsStringAsync())!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(round);
    }

    static object Round(Guid project) => new
    {
        projectId = project, title = "First", question = "What comes first?", method = "ranking",
        items = new[] { new { label = "A" }, new { label = "B" } },
    };

    [Fact]
    public async Task In_their_own_they_do_what_staff_do()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project);
        var participant = (await app.JoinedAsync(project, 1))[0];
        using var coordinator = app.Coordinator(AllScopes, Guid.NewGuid(), project);

        await CreatedAsync(coordinator, $"workshops/{workshop}/bookings", new { participantId = participant });

        using var seen = await coordinator.GetAsync($"/api/workshops/v1/workshops/{workshop}/bookings");
        seen.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await seen.Content.ReadAsStringAsync()).ShouldContain(participant.ToString());
    }
}
