using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>The role of a coordinator is given for one project, and once for each of several.</summary>
public sealed class CoordinatingOneProject(SignInApp app)
{
    [Fact]
    public async Task The_role_is_given_for_one_project_and_the_token_says_so()
    {
        var (project, person, participant) = await TakingPartAsync();
        var (otherProject, stranger, otherParticipant) = await TakingPartAsync();
        var (coordinator, email) = await app.SomebodyAsync();
        using var staff = await app.OperatorAsync();
        Pointers(await RefusedAsync(staff, $"people/{coordinator}/roles/grant", new { role = "coordinator" }, HttpStatusCode.BadRequest))
            .ShouldBe(["/projectId"]);
        Pointers(await RefusedAsync(
            staff, $"people/{coordinator}/roles/grant", new { role = "staff", projectId = project },
            HttpStatusCode.BadRequest)).ShouldBe(["/projectId"]);
        await DoneAsync(staff, $"people/{coordinator}/roles/grant", new { role = "coordinator", projectId = project });
        NameOf(await RefusedAsync(staff, $"people/{coordinator}/roles/grant", new { role = "coordinator", projectId = project }))
            .ShouldBe("already-exists");

        var tokens = await app.SignInAsync(email);
        new JsonWebToken(tokens.Access).GetClaim("projects").Value.ShouldBe(project.ToString());
        using var me = app.WithToken(tokens.Access);
        (await ReadAsync(me, $"projects/{project}/participants/{participant}"))["personId"]!.GetValue<Guid>().ShouldBe(person);
        (await StatusAsync(me, $"projects/{otherProject}/participants/{otherParticipant}")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(me, $"people/{person}")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(me, $"people/{stranger}")).ShouldBe(HttpStatusCode.NotFound);
        var people = (await ReadAsync(me, "people?limit=200")).ToJsonString();
        (people.Contains(person.ToString()), people.Contains(stranger.ToString())).ShouldBe((true, false));
        (await ReadAsync(me, $"projects/{project}"))["counts"]!["participants"]!.GetValue<int>().ShouldBe(1);
        (await ReadAsync(me, $"projects/{otherProject}"))["counts"]!["participants"].ShouldBeNull("small, and of another Lab");

        await DoneAsync(staff, $"people/{coordinator}/roles/grant", new { role = "coordinator", projectId = otherProject });
        await DoneAsync(staff, $"people/{coordinator}/roles/revoke", new { role = "coordinator", projectId = project });
        var renewed = (await app.RefreshAsync(tokens.Refresh)).ShouldNotBeNull();
        new JsonWebToken(renewed.Access).GetClaim("projects").Value.ShouldBe(otherProject.ToString());
        (await app.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE what = 'role coordinator of project {project} revoked'")).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_also_is_staff_is_bound_to_nothing()
    {
        var (project, _, _) = await TakingPartAsync();
        var (coordinator, email) = await app.SomebodyAsync("staff");
        using var staff = await app.OperatorAsync();
        await DoneAsync(staff, $"people/{coordinator}/roles/grant", new { role = "coordinator", projectId = project });

        new JsonWebToken((await app.SignInAsync(email)).Access).Claims.ShouldNotContain(claim => claim.Type == "projects");
    }

    async Task<(Guid Project, Guid Person, Guid Participant)> TakingPartAsync()
    {
        using var staff = await app.OperatorAsync();
        var (person, _) = await app.SomebodyAsync();
        var project = await CreatedAsync(staff, "projects", NewProject($"p-{Guid.NewGuid():N}"));
        return (project, person, await CreatedAsync(staff, $"projects/{project}/participants", Joining(person)));
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/participants/v1/{path}");
        return answer.StatusCode;
    }
}
