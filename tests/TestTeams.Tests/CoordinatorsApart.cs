using QLab.Testing;
using static QLab.TestTeams.Tests.TestTeamsApp;

namespace QLab.TestTeams.Tests;

/// <summary>Who coordinates one project meets its teams as staff do, and those of others as everybody does.</summary>
public sealed class CoordinatorsApart(TestTeamsApp app)
{
    [Fact]
    public async Task Every_operation_is_closed_to_them_or_knows_nothing_of_another_project()
    {
        var team = await app.FormedAsync();
        var elsewhere = new Dictionary<string, Guid>
        {
            ["projects"] = await app.ScalarAsync<Guid>($"SELECT project_id FROM teams WHERE id = '{team}'"), ["teams"] = team,
        };
        (await app.OpenToCoordinatorsAsync(AllScopes, elsewhere, [])).ShouldBeEmpty();
    }

    [Fact]
    public async Task In_their_own_they_do_what_staff_do()
    {
        var team = await app.FormedAsync();
        var project = await app.ScalarAsync<Guid>($"SELECT project_id FROM teams WHERE id = '{team}'");
        using var coordinator = app.Coordinator(AllScopes, project);
        using var another = app.Coordinator(AllScopes, Guid.NewGuid());
        await CreatedAsync(coordinator, $"teams/{team}/stages", new { stage = "gather", note = "Between us" });

        (await coordinator.GetStringAsync($"/api/test-teams/v1/teams/{team}")).ShouldContain("Between us");
        (await another.GetStringAsync($"/api/test-teams/v1/teams/{team}")).ShouldNotContain("Between us");
    }
}
