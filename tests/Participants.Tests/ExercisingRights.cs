using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>The participants service with an impatient saga and a journal that knows somebody from before.</summary>
public sealed class RightsApp : SignInApp
{
    public static readonly string[] Others = [.. PlatformServices.Names.Except(["participants"])];

    public Guid ErasedBefore { get; } = Guid.CreateVersion7();

    public string Journal { get; } = Path.Combine(Path.GetTempPath(), $"qlab-journal-{Guid.NewGuid():N}.log");

    protected override void Configure(IWebHostBuilder builder)
    {
        base.Configure(builder);
        File.WriteAllText(Journal, Convert.ToBase64String(ErasedIds.HashOf(ErasedBefore)) + "\ncut sho");
        builder.UseSetting("Erasures:Journal", Journal);
        builder.UseSetting("Rights:LookEvery", "00:00:01");
        builder.UseSetting("Rights:AskAgainAfter", "00:00:02");
    }
}

public sealed class ExercisingRights(RightsApp app) : IClassFixture<RightsApp>
{
    [Fact]
    public async Task My_export_is_gathered_from_every_service_whole_and_for_me_alone()
    {
        var (person, me) = await SignedInAsync();
        await using var others = await app.AnotherServiceAsync();
        var asked = await others.ListenAsync<ExportRequested>();
        var id = await AcceptedAsync(me, "me/export");
        NameOf(await RefusedAsync(me, "me/export", null)).ShouldBe("export-under-way");
        NameOf(await ProblemAsync(me, $"me/exports/{id}/bundle", HttpStatusCode.Conflict)).ShouldBe("export-not-ready");
        await Eventually.Equals(true, () => Task.FromResult(asked.Any(e => e.ExportId == id)));
        var request = asked.First(e => e.ExportId == id);

        // Two portions, the second first and both twice; then an answer to the question that was put again, which says something else.
        var now = DateTimeOffset.UtcNow;
        byte[][] portions = [[.. "{\"responses\":[\"left"u8], [.. " and right\"]}"u8]];
        foreach (var i in new[] { 1, 0, 1, 0 })
            await others.PublishAsync(new ExportPartReady(id, "surveys", i + 1, 2, SealedBox.Close(portions[i], request.PublicKey), now));
        await Eventually.Succeeds(
            async () => Waiting(await ReadAsync(me, $"me/requests/{id}")).ShouldBe(["workshops", "test-teams", "publications"]));
        foreach (var i in new[] { 0, 1 }) await others.PublishAsync(
            new ExportPartReady(id, "surveys", i + 1, 2, SealedBox.Close("{}"u8.ToArray(), request.PublicKey), now.AddSeconds(5)));
        foreach (var service in RightsApp.Others[1..])
            await others.PublishAsync(new ExportPartReady(id, service, 1, 1, SealedBox.Close("{}"u8.ToArray(), request.PublicKey), now));

        await Eventually.Succeeds(async () => (await ReadAsync(me, $"me/requests/{id}"))["state"]!.GetValue<string>().ShouldBe("done"));
        var bundle = await ReadAsync(me, $"me/exports/{id}/bundle");
        bundle["services"]!["surveys"]!["responses"]![0]!.GetValue<string>().ShouldBe("left and right");
        bundle["services"]!["participants"]!.AsObject().Select(part => part.Key).ShouldContain("sessions");
        bundle["services"]!["participants"]!.ToJsonString().ShouldContain($"{person}");
        var (_, stranger) = await SignedInAsync();
        foreach (var path in new[] { $"me/requests/{id}", $"me/exports/{id}/bundle" })
            await ProblemAsync(stranger, path, HttpStatusCode.NotFound);

        await app.ExecuteAsync($"UPDATE rights_requests SET expires_at = now() - interval '1 second' WHERE id = '{id}'");
        NameOf(await ProblemAsync(me, $"me/exports/{id}/bundle", HttpStatusCode.Gone)).ShouldBe("export-expired");
        await Eventually.Equals(0L, () => app.ScalarAsync<long>($"SELECT count(*) FROM export_parts WHERE request_id = '{id}'"));
    }

    [Fact]
    public async Task An_erasure_takes_everything_here_at_once_and_says_who_has_answered()
    {
        await using var others = await app.AnotherServiceAsync();
        var asked = await others.ListenAsync<ErasureRequested>();
        var (person, me) = await SignedInAsync("Quetzalcoatl", role: "facilitator");
        using var staff = await app.OperatorAsync();
        var project = await CreatedAsync(staff, "projects", NewProject($"p-{Guid.NewGuid():N}"));
        var participant =
            await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, new { purpose = "newsletter", given = true }));
        await DoneAsync(me, $"projects/{project}/group/rules/agree", new { version = 1 });
        using var topic = await me.PostAsJsonAsync(
            $"/api/participants/v1/projects/{project}/group/topics", new { title = "From Xochimilco", markdown = "I live in Xochimilco." });
        topic.StatusCode.ShouldBe(HttpStatusCode.Created);
        await CreatedAsync(me, "me/access-needs", new { category = "format", words = "a loop in Xochimilco" });
        await AcceptedAsync(me, "me/export");
        var counted = await app.ScalarAsync<long>("SELECT count(*) FROM participations");
        var proofs = await app.ScalarAsync<long>("SELECT count(*) FROM consent_entries");
        var entries = await app.ScalarAsync<long>("SELECT count(*) FROM audit_entries");

        var id = await ErasedAsync(me, person);

        string[] gone = ["Quetzalcoatl", "Xochimilco", person.ToString(), participant.ToString()];
        (await app.Database.TracesAsync(gone)).Where(trace => !trace.StartsWith("rights_requests", StringComparison.Ordinal) && !trace.StartsWith("outbox", StringComparison.Ordinal)).ShouldBeEmpty();
        (await app.ScalarAsync<long>("SELECT count(*) FROM participations")).ShouldBe(counted);
        (await app.ScalarAsync<long>("SELECT count(*) FROM consent_entries")).ShouldBe(proofs);
        (await app.ScalarAsync<long>("SELECT count(*) FROM audit_entries")).ShouldBeGreaterThan(entries);
        (await me.GetAsync("/api/participants/v1/me")).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Unauthorized);

        using var anybody = app.Anonymous();
        await Eventually.Succeeds(async () => Waiting(await ReadAsync(anybody, $"erasures/{id}")).ShouldBe(RightsApp.Others));
        await Eventually.Equals(true, () => Task.FromResult(asked.Count(e => e.ErasureId == id) > 1));
        await app.ExecuteAsync($"UPDATE rights_requests SET due_at = now() - interval '1 day' WHERE id = '{id}'");
        (await ReadAsync(staff, "rights?overdue=true&kind=erasure")).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(id);
        foreach (var service in RightsApp.Others.Concat(RightsApp.Others))
            await others.PublishAsync(new PersonalDataErased(id, service, DateTimeOffset.UtcNow));

        await Eventually.Succeeds(async () => (await ReadAsync(anybody, $"erasures/{id}"))["state"]!.GetValue<string>().ShouldBe("done"));
        await Eventually.Succeeds(async () => (await app.Database.TracesAsync(gone)).ShouldBeEmpty());
        app.Logs.Lines.Where(line => gone[..2].Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
        (await File.ReadAllLinesAsync(app.Journal)).ShouldContain(Convert.ToBase64String(ErasedIds.HashOf(person)));
        (await File.ReadAllTextAsync(app.Journal)).ShouldNotContain(person.ToString());
    }

    [Fact]
    public async Task Being_signed_in_does_not_erase_anybody_without_a_code_mailed_for_it()
    {
        var (person, me) = await SignedInAsync();
        var email = (await app.ScalarAsync<string>($"SELECT email FROM people WHERE id = '{person}'"))!;
        var needed = await RefusedAsync(me, "me/erasure", null, HttpStatusCode.Forbidden);
        NameOf(needed).ShouldBe("erasure-code-needed");
        needed["detail"]!.GetValue<string>().ShouldContain("/me/erasure/codes");
        NameOf(await RefusedAsync(me, "me/erasure", new { }, HttpStatusCode.Forbidden)).ShouldBe("erasure-code-needed");

        await app.AskAsync(email);
        NameOf(await RefusedAsync(me, "me/erasure", new { code = await app.CodeAsync(email) }, HttpStatusCode.BadRequest))
            .ShouldBe("code-not-valid", "a code to sign in is for signing in");
        var code = await ErasureCodeAsync(me, person);
        using (var anybody = app.Anonymous())
            await RefusedAsync(anybody, "sign-in", new { email, code }, HttpStatusCode.BadRequest);
        var (_, stranger) = await SignedInAsync();
        await RefusedAsync(stranger, "me/erasure", new { code }, HttpStatusCode.BadRequest);
        Pointers(await RefusedAsync(me, "me/erasure", new { code = "12" }, HttpStatusCode.BadRequest)).ShouldBe(["/code"]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM people WHERE id = '{person}'")).ShouldBe(1);

        using var erased = await me.PostAsJsonAsync("/api/participants/v1/me/erasure", new { code });
        erased.StatusCode.ShouldBe(HttpStatusCode.Accepted, await erased.Content.ReadAsStringAsync());
        (await app.ScalarAsync<long>($"SELECT count(*) FROM people WHERE id = '{person}'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_mail_with_the_code_says_what_it_is_for()
    {
        var (person, me) = await SignedInAsync();
        var email = (await app.ScalarAsync<string>($"SELECT email FROM people WHERE id = '{person}'"))!;
        var code = await ErasureCodeAsync(me, person);
        var mail = await app.Mail.LatestToAsync(email, count: 2);
        mail.Text.ShouldContain(code);
        mail.Text.ShouldContain("erase");
        mail.Text.ShouldContain("somebody else");
    }

    [Fact]
    public async Task A_stolen_session_has_five_guesses()
    {
        var (person, me) = await SignedInAsync();
        var code = await ErasureCodeAsync(me, person);
        using var thief = SignInApp.From("203.0.113.66", app.WithToken(me.DefaultRequestHeaders.Authorization!.Parameter!));
        for (var i = 0; i < 5; i++) await RefusedAsync(thief, "me/erasure", new { code = Other(code) }, HttpStatusCode.BadRequest);
        await RefusedAsync(thief, "me/erasure", new { code }, HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Whom_the_journal_remembers_is_forgotten_again_when_a_backup_brings_them_back()
    {
        var hash = Convert.ToHexString(ErasedIds.HashOf(app.ErasedBefore));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM erased_ids WHERE hash = '\\x{hash}'")).ShouldBe(1, "it was read at the start");
        var project = await app.ScalarAsync<Guid?>("SELECT id FROM projects LIMIT 1") ?? await NewProjectAsync();
        await app.ExecuteAsync($"""
            INSERT INTO people (id, name, email, email_key, preferred_contact, simulated, added_at)
            VALUES ('{app.ErasedBefore}', 'Back Again', 'back@example.org', 'back@example.org', 'Email', false, now());
            INSERT INTO participations (id, project_id, person_id, perspectives, q_member, remote_only, joined_at)
            VALUES ('{Guid.NewGuid()}', '{project}', '{app.ErasedBefore}', '[]', false, false, now())
            """);
        await using var itself = await app.AnotherServiceAsync();
        await itself.PublishAsync(
            new ErasuresRemembered([Convert.ToBase64String(ErasedIds.HashOf(app.ErasedBefore))], DateTimeOffset.UtcNow));
        await Eventually.Succeeds(async () => (await app.Database.TracesAsync(app.ErasedBefore.ToString(), "Back Again")).ShouldBeEmpty());
    }

    [Fact]
    public async Task A_correction_is_followed_until_every_service_has_put_its_copy_right()
    {
        await using var others = await app.AnotherServiceAsync();
        var (person, me) = await SignedInAsync();
        using var staff = await app.OperatorAsync();
        var address = $"projects/{await NewProjectAsync()}/participants";
        var participant = await CreatedAsync(staff, address, Joining(person));
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/participants/v1/{address}/{participant}")
        {
            Content = JsonContent.Create(new
            {
                perspectives = new[] { new { kind = "carer" } }, qMember = false, remoteOnly = true,
            }), Headers = { { "If-Match", "*" } },
        };
        using var answer = await staff.SendAsync(put);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());

        var id = (await ReadAsync(me, "me/requests")).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>();
        await Eventually.Succeeds(async () => Waiting(await ReadAsync(staff, $"rights/{id}")).ShouldBe(RightsApp.Others));
        foreach (var service in RightsApp.Others) await others.PublishAsync(new PersonalDataCorrected(id, service, DateTimeOffset.UtcNow));

        await Eventually.Succeeds(async () => (await ReadAsync(staff, $"rights/{id}"))["state"]!.GetValue<string>().ShouldBe("done"));
    }

    [Fact]
    public async Task Two_requests_at_once_erase_once()
    {
        var (person, _) = await SignedInAsync();
        using var staff = await app.OperatorAsync();
        var answers =
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => staff.PostAsync($"/api/participants/v1/people/{person}/erasure", null)));
        answers.Count(a => a.StatusCode == HttpStatusCode.Accepted).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.NotFound).ShouldBe(5);
    }

    async Task<Guid> NewProjectAsync()
    {
        using var staff = await app.OperatorAsync();
        return await CreatedAsync(staff, "projects", NewProject($"p-{Guid.NewGuid():N}"));
    }

    async Task<(Guid Person, HttpClient Me)> SignedInAsync(string name = "Somebody", string? role = null)
    {
        using var staff = await app.OperatorAsync();
        var email = $"{name}-{Guid.NewGuid():N}@example.org";
        var person = await CreatedAsync(staff, "people", new { name, email });
        // A new role ends the tokens that do not have it, so it is given before they sign in.
        if (role is not null) await DoneAsync(staff, $"people/{person}/roles/grant", new { role });
        return (person, app.WithToken((await app.SignInAsync(email)).Access));
    }

    /// <summary>The code as its owner reads it.</summary>
    async Task<string> ErasureCodeAsync(HttpClient me, Guid person)
    {
        using var asked = await me.PostAsync("/api/participants/v1/me/erasure/codes", null);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted, await asked.Content.ReadAsStringAsync());
        return await app.CodeAsync(
            (await app.ScalarAsync<string>($"SELECT email FROM people WHERE id = '{person}'"))!, "erasure-code");
    }

    async Task<Guid> ErasedAsync(HttpClient me, Guid person)
    {
        var code = await ErasureCodeAsync(me, person);
        using var answer = await me.PostAsJsonAsync("/api/participants/v1/me/erasure", new { code });
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, json);
        return JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
    }

    static string Other(string code) => code == "00000000" ? "00000001" : "00000000";

    static async Task<Guid> AcceptedAsync(HttpClient client, string path)
    {
        using var answer = await client.PostAsync($"/api/participants/v1/{path}", null);
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, json);
        return JsonNode.Parse(json)!["id"]!.GetValue<Guid>();
    }

    static async Task<JsonNode> ProblemAsync(HttpClient client, string path, HttpStatusCode expected)
    {
        using var answer = await client.GetAsync($"/api/participants/v1/{path}");
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(expected, json);
        return JsonNode.Parse(json)!;
    }

    static IEnumerable<string> Waiting(JsonNode request) => request["waitingFor"]!.AsArray().Select(s => s!.GetValue<string>());
}
