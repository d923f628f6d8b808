using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>The people of the documents on their own way through the gateway: nothing is done for them that they do themselves.</summary>
[Collection("One platform")]
public sealed partial class ThePeopleOfALab(RunningPlatform platform)
{
    [Fact]
    public async Task Somebody_with_lived_experience_answers_withdraws_comes_back_and_is_erased()
    {
        var (project, survey) = await SurveyAsync("identified", "invited");
        var email = $"rowan-{Guid.NewGuid():N}@example.org";
        var person = await PersonAsync("Rowan Ellis", email);
        var participant = await JoinAsync(project, person);
        using var me = await SignInAsync(email);
        (await JsonAsync(me, "participants/v1/me/participations")).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(participant);

        await DoneAsync(me, $"participants/v1/me/participations/{participant}/consents/give", new { purpose = "contact" });
        await DoneAsync(me, $"participants/v1/me/participations/{participant}/consents/give", new { purpose = "research" });
        await InviteAsync(survey, participant);
        var code = await FromMailAsync(email, "is invited|invite", InvitationCode());
        using var answered = await platform.Anybody.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/responses",
            new { answers = new { story = "The stairs at the clinic." }, invitationCode = code });
        answered.StatusCode.ShouldBe(HttpStatusCode.Created, await answered.Content.ReadAsStringAsync());
        var mine = await OutcomeAsync(me, participant, "received");
        await ShownTextsAsync(survey, 1);

        await DoneAsync(me, $"participants/v1/me/participations/{participant}/consents/withdraw", new { purpose = "research" });
        await OutcomeAsync(me, participant, "leftOut");
        await ShownTextsAsync(survey, 0);
        (await JsonAsync(platform.Anybody, mine["lineage"]!.GetValue<string>()["/api/".Length..]))["summary"]!.GetValue<string>()
            .ShouldNotContain("not coded yet");

        await DoneAsync(me, $"participants/v1/me/participations/{participant}/consents/give", new { purpose = "research" });
        await OutcomeAsync(me, participant, "received");
        await ShownTextsAsync(survey, 1);

        using (var stolen = await me.PostAsync("/api/participants/v1/me/erasure", null))
            stolen.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "a session by itself is not enough");
        using (var asked = await me.PostAsync("/api/participants/v1/me/erasure/codes", null))
            asked.IsSuccessStatusCode.ShouldBeTrue(await asked.Content.ReadAsStringAsync());
        var confirmation = await FromMailAsync(email, "to be erased", EightDigits());
        using var accepted = await me.PostAsJsonAsync("/api/participants/v1/me/erasure", new { code = confirmation });
        var erasure = JsonNode.Parse(await accepted.Content.ReadAsStringAsync())!;
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, erasure.ToJsonString());
        await Eventually.Succeeds(async () =>
            (await JsonAsync(platform.Anybody, erasure["follow"]!.GetValue<string>()["/api/".Length..]))["state"]!.GetValue<string>().ShouldBe("done"));
        await ShownTextsAsync(survey, 0);
        await Eventually.Succeeds(async () =>
        {
            using var gone = await me.GetAsync("/api/participants/v1/me");
            gone.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        });
    }

    [Fact]
    public async Task The_coordinator_of_a_local_Mind_books_for_their_own_people_and_meets_nobody_else()
    {
        var (project, survey) = await SurveyAsync("anonymous");
        var mind = await platform.CreateAsync("participants/v1/organisations", new { name = $"Mind in {Guid.NewGuid():N}", kind = "charity" });
        await platform.CreateAsync($"participants/v1/projects/{project}/partnerships", new { organisationId = mind, role = "partner" });
        var email = $"coordinator-{Guid.NewGuid():N}@example.org";
        var coordinator = await PersonAsync("Coordinator", email, mind);
        using (var granted = await platform.Operator.PostAsJsonAsync($"/api/participants/v1/people/{coordinator}/roles/grant",
            new { role = "organisationAdministrator", organisationId = mind })) granted.IsSuccessStatusCode.ShouldBeTrue();
        var (own, stranger) = (await PersonAsync("Own", $"own-{Guid.NewGuid():N}@example.org", mind), await PersonAsync("Stranger", $"s-{Guid.NewGuid():N}@example.org"));
        var (ours, theirs) = (await JoinAsync(project, own), await JoinAsync(project, stranger));
        var workshop = await WorkshopAsync(project);
        using var me = await SignInAsync(email);

        var people = (await JsonAsync(me, $"participants/v1/projects/{project}/participants")).ToJsonString();
        people.ShouldContain(ours.ToString());
        people.ShouldNotContain(theirs.ToString());
        var booking = Guid.Empty;
        await Eventually.Succeeds(async () =>
        {
            using var booked = await me.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/bookings", new { participantId = ours });
            var json = await booked.Content.ReadAsStringAsync();
            booked.StatusCode.ShouldBe(HttpStatusCode.Created, json);
            booking = JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
        });
        using (var refused = await me.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/bookings", new { participantId = theirs }))
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await JsonAsync(me, $"workshops/v1/workshops/{workshop}/bookings")).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(booking);
        (await JsonAsync(me, $"surveys/v1/surveys/{survey}/results"))["suppressed"]!.GetValue<bool>().ShouldBeTrue();
        (await JsonAsync(me, $"participants/v1/organisations/{mind}/scopes"))["scopes"]!.AsArray().ShouldNotBeEmpty();
        foreach (var closed in (string[])[$"surveys/v1/surveys/{survey}/texts?question=story", $"workshops/v1/workshops/{workshop}/notes", "participants/v1/audit"])
            (await StatusAsync(me, closed)).ShouldBe(HttpStatusCode.Forbidden, closed);
        (await StatusAsync(me, $"participants/v1/people/{stranger}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_partners_program_reads_what_its_projects_came_to_and_nothing_of_other_Labs()
    {
        var ((project, survey), (_, elsewhere)) = (await SurveyAsync("anonymous"), await SurveyAsync("anonymous"));
        var organisation = await platform.CreateAsync("participants/v1/organisations", new { name = $"Keele {Guid.NewGuid():N}", kind = "university" });
        await platform.CreateAsync($"participants/v1/projects/{project}/partnerships", new { organisationId = organisation, role = "evaluator" });
        var scopes = "participants:read participants:write surveys:read surveys:write workshops:read workshops:write publications:read publications:write";
        using (var allowed = await platform.Operator.PostAsJsonAsync($"/api/participants/v1/organisations/{organisation}/scopes/allow", new { scopes = scopes.Split(' ') }))
            allowed.IsSuccessStatusCode.ShouldBeTrue(await allowed.Content.ReadAsStringAsync());
        using var registered = await platform.Operator.PostAsJsonAsync("/api/participants/v1/clients", new { name = "Evaluation", scopes = scopes.Split(' '), organisationId = organisation });
        var client = JsonNode.Parse(await registered.Content.ReadAsStringAsync())!;
        using var program = Client(await TokenAsync(client["clientId"]!.GetValue<string>(), client["clientSecret"]!.GetValue<string>()));

        await Eventually.Succeeds(async () => (await StatusAsync(program, $"surveys/v1/surveys/{survey}/results")).ShouldBe(HttpStatusCode.OK));
        var listed = (await JsonAsync(program, "surveys/v1/surveys?limit=200")).ToJsonString();
        listed.ShouldContain(survey.ToString());
        listed.ShouldNotContain(elsewhere.ToString());
        (await StatusAsync(program, $"surveys/v1/surveys/{elsewhere}/results")).ShouldBe(HttpStatusCode.NotFound);
        foreach (var id in new[] { survey, elsewhere })
        {
            using var closing = await program.PostAsync($"/api/surveys/v1/surveys/{id}/close", null);
            closing.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
        using var adding = await program.PostAsJsonAsync("/api/participants/v1/people", new { name = "X", email = "x@example.org" });
        adding.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    async Task<HttpClient> SignInAsync(string email)
    {
        using var asked = await platform.Anybody.PostAsJsonAsync("/api/participants/v1/sign-in/codes", new { email });
        asked.IsSuccessStatusCode.ShouldBeTrue(await asked.Content.ReadAsStringAsync());
        var code = await FromMailAsync(email, "sign-in code", EightDigits());
        using var signedIn = await platform.Anybody.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code });
        var json = await signedIn.Content.ReadAsStringAsync();
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return Client(JsonNode.Parse(json)!["accessToken"]!.GetValue<string>());
    }

    /// <summary>What a mail to somebody says, once it has come.</summary>
    async Task<string> FromMailAsync(string email, string about, Regex what)
    {
        var commands = platform.App.Services.GetRequiredService<ResourceCommandService>();
        var folder = (await commands.ExecuteCommandAsync("participants", "show-mail-folder")).Data!.Value.Split('\n')[0].Trim('`');
        var found = "";
        await Eventually.Succeeds(() =>
        {
            var mail = Directory.GetFiles(folder, "*.eml").OrderDescending()
                .Select(file => File.ReadAllText(file).Replace("=\r\n", "").Replace("=3D", "=").Replace("\r", ""))
                .FirstOrDefault(text => text.Contains(email) && Regex.IsMatch(text, about, RegexOptions.IgnoreCase));
            found = what.Match(mail.ShouldNotBeNull($"no mail to {email} about {about}")).Groups[1].Value;
            found.ShouldNotBeEmpty(mail);
            return Task.CompletedTask;
        });
        return found;
    }

    async Task<JsonNode> OutcomeAsync(HttpClient me, Guid participant, string outcome)
    {
        JsonNode? mine = null;
        await Eventually.Succeeds(async () =>
        {
            mine = (await JsonAsync(me, "participants/v1/me/contributions")).AsArray()
                .SingleOrDefault(c => c!["participantId"]!.GetValue<Guid>() == participant && c["service"]!.GetValue<string>() == "surveys");
            mine.ShouldNotBeNull()["outcome"]!.GetValue<string>().ShouldBe(outcome);
        });
        return mine!;
    }

    Task ShownTextsAsync(Guid survey, int count) => Eventually.Succeeds(async () =>
        (await JsonAsync(platform.Operator, $"surveys/v1/surveys/{survey}/texts?question=story")).AsArray().Count.ShouldBe(count));

    async Task InviteAsync(Guid survey, Guid participant) => await Eventually.Succeeds(async () =>
    {
        using var invited = await platform.Operator.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/invitations", new { participantIds = new[] { participant }, send = true });
        invited.IsSuccessStatusCode.ShouldBeTrue(await invited.Content.ReadAsStringAsync());
    });

    Task<Guid> PersonAsync(string name, string email, Guid? organisationId = null) =>
        platform.CreateAsync("participants/v1/people", new { name, email, organisationId });

    Task<Guid> JoinAsync(Guid project, Guid personId) => platform.CreateAsync(
        $"participants/v1/projects/{project}/participants", new { personId, perspectives = new[] { new { kind = "livedExperience" } } });

    Task<Guid> WorkshopAsync(Guid projectId) => platform.CreateAsync("workshops/v1/workshops", new
    {
        projectId, title = "Together", format = "online", capacity = 20, startsAt = "2030-01-01T09:00:00Z", endsAt = "2030-01-01T12:00:00Z",
        agenda = Array.Empty<object>(),
    });

    async Task<(Guid Project, Guid Survey)> SurveyAsync(string mode, string access = "open")
    {
        var project = await platform.CreateAsync("participants/v1/projects", new
        {
            slug = $"p-{Guid.NewGuid():N}"[..20], title = "A project", question = "How can care be improved?", startsOn = "2018-09-01",
            endsOn = "2030-10-31",
        });
        var questionnaire = await platform.CreateAsync("surveys/v1/questionnaires", new
        {
            projectId = project, key = "launch", title = "Launch",
            questions = new[] { new { id = "story", type = "longText", text = "What matters to you?", required = true } },
        });
        return (project, await platform.CreateAsync("surveys/v1/surveys", new { questionnaireId = questionnaire, title = "Launch", mode, access }));
    }

    async Task<string> TokenAsync(string id, string secret)
    {
        using var answer = await platform.Anybody.PostAsync("/connect/token", new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret)]));
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!["access_token"]!.GetValue<string>();
    }

    HttpClient Client(string token) => new()
    {
        BaseAddress = platform.Anybody.BaseAddress, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    static async Task DoneAsync(HttpClient client, string path, object body)
    {
        using var done = await client.PostAsJsonAsync($"/api/{path}", body);
        done.IsSuccessStatusCode.ShouldBeTrue(await done.Content.ReadAsStringAsync());
    }

    static async Task<JsonNode> JsonAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/{path}");
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        return JsonNode.Parse(json)!;
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/{path}");
        return answer.StatusCode;
    }

    [GeneratedRegex(@"\n\s{4}(\d{8})\n")]
    private static partial Regex EightDigits();

    [GeneratedRegex(@"\b([0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})\b")]
    private static partial Regex InvitationCode();
}
