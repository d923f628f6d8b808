using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class GivingRoles(SignInApp app)
{
    [Theory]
    [InlineData("Angela", "angel\u0430@charity.example", "/email")]
    [InlineData("Angela", "zw\u200B@charity.example", "/email")]
    [InlineData("Ang\u202Eela", "angela@charity.example", "/name")]
    public async Task An_invitation_takes_no_name_and_no_address_that_deceives(string name, string email, string pointer)
    {
        using var @operator = await app.OperatorAsync();
        Pointers(await RefusedAsync(@operator, "staff/invitations", new { name, email }, HttpStatusCode.BadRequest)).ShouldBe([pointer]);
    }

    [Fact]
    public async Task The_operator_invites_the_first_member_of_staff_who_then_signs_in_and_gives_roles()
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        using var @operator = await app.OperatorAsync();
        var staff = await CreatedAsync(@operator, "staff/invitations", new { name = "First of staff", email });
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE person_id = '{staff}' AND template = 'staff-invitation'")).ShouldBe(1);
        NameOf(await RefusedAsync(@operator, "staff/invitations", new
        {
            name = "Again", email = email.ToUpperInvariant(),
        })).ShouldBe("already-exists");

        using var me = app.WithToken((await app.SignInAsync(email)).Access);
        var (other, otherEmail) = await app.SomebodyAsync();
        await DoneAsync(me, $"people/{other}/roles/grant", new { role = "teamMember" });
        (await ReadAsync(me, $"people/{other}/roles"))["granted"]!.AsArray().ShouldHaveSingleItem()!["role"]!.GetValue<string>()
            .ShouldBe("teamMember");
        RolesIn((await app.SignInAsync(otherEmail)).Access).ShouldBe(["team-member"]);
        await RefusedAsync(me, "keys/rotate", null, HttpStatusCode.Forbidden);

        var audited = await app.ScalarAsync<string>(
            $"SELECT string_agg(action || ' ' || what, ', ' ORDER BY position) FROM audit_entries JOIN people p ON p.audit_id = ANY(subjects) WHERE p.id = '{other}' AND what LIKE 'role%'");
        audited.ShouldBe("Changed role team-member granted, Read roles");
    }

    [Fact]
    public async Task Somebody_known_already_can_be_invited()
    {
        var (id, email) = await app.SomebodyAsync();
        using var @operator = await app.OperatorAsync();
        (await CreatedAsync(@operator, "staff/invitations", new { name = "Other spelling", email })).ShouldBe(id);
        RolesIn((await app.SignInAsync(email)).Access).ShouldBe(["staff"]);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_counts_no_longer_within_a_minute_and_the_session_goes_on_without_it()
    {
        var (id, email) = await app.SomebodyAsync("staff", "facilitator");
        var tokens = await app.SignInAsync(email);
        (await app.StatusAsync(tokens.Access, "people")).ShouldBe(HttpStatusCode.OK);

        using var @operator = await app.OperatorAsync();
        await DoneAsync(@operator, $"people/{id}/roles/revoke", new { role = "staff" });

        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(tokens.Access, "people"));
        var renewed = (await app.RefreshAsync(tokens.Refresh)).ShouldNotBeNull();
        (await app.StatusAsync(renewed.Access)).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync(renewed.Access, "people")).ShouldBe(HttpStatusCode.Forbidden);
        RolesIn(renewed.Access).ShouldBe(["facilitator"]);
        NameOf(await RefusedAsync(@operator, $"people/{id}/roles/revoke", new { role = "staff" })).ShouldBe("role-not-granted");
    }

    [Fact]
    public async Task Who_takes_part_is_a_participant_by_that_and_no_longer_after_leaving()
    {
        var (id, email) = await app.SomebodyAsync();
        using var staff = await app.OperatorAsync();
        var project = await CreatedAsync(staff, "projects", NewProject($"p-{Guid.NewGuid():N}"));
        var participant = await CreatedAsync(staff, $"projects/{project}/participants", Joining(id));
        var tokens = await app.SignInAsync(email);
        RolesIn(tokens.Access).ShouldBe(["participant"]);
        tokens.Scope.ShouldBe("me");
        await DoneAsync(staff, $"projects/{project}/participants/{participant}/leave");
        RolesIn((await app.RefreshAsync(tokens.Refresh))!.Access).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_is_given_the_role_of_participant_and_an_administrator_names_an_organisation()
    {
        var (id, _) = await app.SomebodyAsync();
        using var staff = await app.OperatorAsync();
        await RefusedAsync(staff, $"people/{id}/roles/grant", new { role = "participant" }, HttpStatusCode.BadRequest);
        Pointers(await RefusedAsync(staff, $"people/{id}/roles/grant", new { role = "organisationAdministrator" }, HttpStatusCode.BadRequest)).ShouldBe(["/organisationId"]);
        Pointers(await RefusedAsync(staff, $"people/{id}/roles/grant", new { role = "staff", organisationId = Guid.NewGuid() }, HttpStatusCode.BadRequest)).ShouldBe(["/organisationId"]);
        NameOf(await RefusedAsync(staff, $"people/{id}/roles/grant", new { role = "organisationAdministrator", organisationId = Guid.NewGuid() }, HttpStatusCode.NotFound)).ShouldBe("organisation-not-found");
        NameOf(await RefusedAsync(staff, $"people/{Guid.NewGuid()}/roles/grant", new { role = "staff" }, HttpStatusCode.NotFound)).ShouldBe("person-not-found");
    }

    static IEnumerable<string> RolesIn(string token) => new JsonWebToken(token).Claims.Where(c => c.Type == "roles").Select(c => c.Value);
}

/// <summary>A platform of its own, because it counts all the staff there are.</summary>
public sealed class TheLastOfStaff(SignInApp app) : IClassFixture<SignInApp>
{
    [Fact]
    public async Task Can_be_dismissed_by_the_operator_alone_and_two_cannot_dismiss_each_other_at_once()
    {
        var (first, firstEmail) = await app.SomebodyAsync("staff");
        var (second, secondEmail) = await app.SomebodyAsync("staff");
        using var one = app.WithToken((await app.SignInAsync(firstEmail)).Access);
        using var two = app.WithToken((await app.SignInAsync(secondEmail)).Access);
        var answers = await Task.WhenAll(RevokeAsync(one, second), RevokeAsync(two, first));
        answers.Count(status => status == HttpStatusCode.NoContent).ShouldBe(1);
        (await app.ScalarAsync<long>("SELECT count(*) FROM role_grants WHERE role = 'Staff'")).ShouldBe(1);

        using var @operator = await app.OperatorAsync();
        var last = await app.ScalarAsync<Guid>("SELECT person_id FROM role_grants WHERE role = 'Staff'");
        await DoneAsync(@operator, $"people/{last}/roles/revoke", new { role = "staff" });
    }

    static async Task<HttpStatusCode> RevokeAsync(HttpClient client, Guid person)
    {
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            client, $"/api/participants/v1/people/{person}/roles/revoke", new { role = "staff" });
        return answer.StatusCode;
    }
}
