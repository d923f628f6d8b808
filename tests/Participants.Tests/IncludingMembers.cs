using System.Net;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>Where a federation's partnership says so, its members are bound to the project as it is, each to its own people.</summary>
public sealed class IncludingMembers(ParticipantsApp app)
{
    const string Scopes = "participants:read participants:write";

    [Fact]
    public async Task A_member_at_any_depth_meets_its_own_people_while_the_partnership_includes_it()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var federation = await OrganisationAsync(staff);
        var region = await OrganisationAsync(staff, federation);
        var (local, other) = (await OrganisationAsync(staff, region), await OrganisationAsync(staff, region));
        var (own, others) = (await JoinedAsync(staff, project, local), await JoinedAsync(staff, project, other));
        using var member = app.Client(Scopes, local);
        var partnership =
            await CreatedAsync(staff, $"projects/{project}/partnerships", new { organisationId = federation, role = "partner" });
        var at = $"projects/{project}/partnerships/{partnership}";
        (await StatusAsync(member, $"projects/{project}/participants")).ShouldBe(
            HttpStatusCode.NotFound, "nothing says that members are included");

        var extended = await CorrectedAsync(staff, $"{at}/members", new { includesMembers = true, reason = "With its local ones." }, at);
        extended["includesMembers"]!.GetValue<bool>().ShouldBeTrue();

        await Eventually.Equals(HttpStatusCode.OK, () => StatusAsync(member, $"projects/{project}/participants"));
        var seen = (await ReadAsync(member, $"projects/{project}/participants")).ToJsonString();
        (seen.Contains(own.ToString()), seen.Contains(others.ToString())).ShouldBe((true, false));

        await CorrectedAsync(staff, $"{at}/members", new { includesMembers = false, reason = "By itself again." }, at);
        await Eventually.Equals(HttpStatusCode.NotFound, () => StatusAsync(member, $"projects/{project}/participants"));
        (await ReadAsync(staff, $"{at}/changes")).AsArray().Select(c => c!["action"]!.GetValue<string>())
            .ShouldBe(["extended", "limited"]);
    }

    [Fact]
    public async Task Other_services_are_told_of_each_member_and_whose_participant_belongs_to_it()
    {
        await using var another = await app.AnotherServiceAsync();
        var agreed = await another.ListenAsync<PartnershipAgreed>();
        var ended = await another.ListenAsync<PartnershipEnded>();
        var told = await another.ListenAsync<ParticipantAffiliationChanged>();
        using var staff = app.Staff();
        var (project, federation) = (await app.ProjectAsync(), await OrganisationAsync(staff));
        var local = await OrganisationAsync(staff, federation);
        var participant = await JoinedAsync(staff, project, local);

        var partnership = await CreatedAsync(
            staff, $"projects/{project}/partnerships", new { organisationId = federation, role = "funder", includesMembers = true });

        await Eventually.Succeeds(() =>
        {
            agreed.Where(e => e.ProjectId == project)
                .Select(e => (e.OrganisationId, e.Role))
                .ShouldBe([(federation, "funder"), (local, "funder")], ignoreOrder: true);
            told.Where(e => e.ParticipantId == participant).Select(e => e.OrganisationId).ShouldBe([local]);
            return Task.CompletedTask;
        });

        var itself = await CreatedAsync(staff, $"projects/{project}/partnerships", new { organisationId = local, role = "funder" });
        await Eventually.Equals(0L, () => MembersAsync(project));
        await DoneAsync(staff, $"projects/{project}/partnerships/{partnership}/end", new { reason = "The federation's part is over." });
        await Eventually.Equals(
            federation, () => Task.FromResult(ended.Where(e => e.ProjectId == project).Select(e => e.OrganisationId).SingleOrDefault()));
        ended.ShouldNotContain(e => e.OrganisationId == local, "it has agreed itself");
        await DoneAsync(staff, $"projects/{project}/partnerships/{itself}/end", new { reason = "Its own part is over." });
        await Eventually.Equals(1, () => Task.FromResult(ended.Count(e => e.OrganisationId == local)));
    }

    Task<long> MembersAsync(Guid project) =>
        app.ScalarAsync<long>($"SELECT count(*) FROM member_partnerships WHERE project_id = '{project}'");

    static Task<Guid> OrganisationAsync(HttpClient staff, Guid? parentId = null) =>
        CreatedAsync(staff, "organisations", new { name = $"Organisation {Guid.NewGuid():N}", kind = "charity", parentId });

    static async Task<Guid> JoinedAsync(HttpClient staff, Guid project, Guid organisationId)
    {
        var person = await CreatedAsync(
            staff, "people", new { name = "Sam", email = $"{Guid.NewGuid():N}@example.org", organisationId });
        return await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/participants/v1/{path}");
        return answer.StatusCode;
    }
}
