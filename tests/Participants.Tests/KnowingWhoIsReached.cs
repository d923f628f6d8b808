using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>Before something is sent, staff can ask who gets it, how, and who does not.</summary>
public sealed class KnowingWhoIsReached(ParticipantsApp app)
{
    [Fact]
    public async Task Each_is_reached_by_mail_or_by_post_or_is_left_out_with_the_reason()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var contact = new { purpose = "contact", given = true };
        var (mail, _) = await JoinAsync(staff, project, contact);
        var (post, postAddress) = await JoinAsync(staff, project, contact);
        await app.ExecuteAsync($"UPDATE people SET preferred_contact = 'Post', postal_address = '1 Lane' WHERE email = '{postAddress}'");
        var (never, _) = await JoinAsync(staff, project);
        var (returned, returnedAddress) = await JoinAsync(staff, project, contact);
        await DoneAsync(staff, "notifications/bounces", new { email = returnedAddress, kind = "hard" });
        var (left, _) = await JoinAsync(staff, project, contact);
        await DoneAsync(staff, $"projects/{project}/participants/{left}/leave");

        using var answer = await staff.PostAsJsonAsync(
            $"/api/participants/v1/projects/{project}/reach", new { participantIds = new[] { mail, post, never, returned, left } });
        var reach = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, reach.ToJsonString());
        Ids(reach["byMail"]!).ShouldBe([mail]);
        Ids(reach["byPost"]!).ShouldBe([post]);
        reach["leftOut"]!.AsArray().Select(l => (l!["reason"]!.GetValue<string>(), Ids(l["participantIds"]!).Single()))
            .ShouldBe([("left", left), ("noConsent", never), ("mailReturned", returned)]);
        Pointers(await RefusedAsync(staff, $"projects/{project}/reach", new
        {
            participantIds = new[] { mail, Guid.NewGuid() },
        }, HttpStatusCode.BadRequest)).ShouldBe(["/participantIds/1"]);
    }

    async Task<(Guid Participant, string Address)> JoinAsync(HttpClient staff, Guid project, params object[] consents)
    {
        var address = $"{Guid.NewGuid():N}@example.org";
        var person = await app.PersonAsync("Somebody", address);
        return (await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, consents)), address);
    }

    static IEnumerable<Guid> Ids(JsonNode list) => list.AsArray().Select(id => id!.GetValue<Guid>());
}
