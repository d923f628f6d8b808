using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class ModeratingTheGroup(ParticipantsApp app)
{
    [Fact]
    public async Task A_reported_post_goes_out_of_sight_with_a_reason_that_its_author_is_told()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project, "Ann");
        using var bo = await GroupMember.JoinAsync(app, project, "Bo");
        var (topic, post) = await ann.StartAsync("You are all wrong");
        await CreatedAsync(bo.Client, $"{bo.Group}/posts/{post}/reports", new { reason = "It hurts" });
        NameOf(await RefusedAsync(bo.Client, $"{bo.Group}/posts/{post}/reports", new { reason = "Still" })).ShouldBe("already-reported");
        var queue = (await ReadAsync(staff, $"{ann.Group}/reports?settled=false")).AsArray().ShouldHaveSingleItem()!;
        queue["reason"]!.GetValue<string>().ShouldBe("It hurts");
        queue["markdown"]!.GetValue<string>().ShouldBe("You are all wrong");

        await DoneAsync(staff, $"{ann.Group}/posts/{post}/hide", new { reason = "Please disagree with ideas <b>only</b>." });

        var seen = await bo.ReadPostAsync(post);
        (seen["state"]!.GetValue<string>(), seen["markdown"], seen["reason"]).ShouldBe(("hidden", null, null));
        (await ann.ReadPostAsync(post))["reason"]!.GetValue<string>().ShouldContain("ideas");
        NameOf(await RefusedAsync(bo.Client, $"{bo.Group}/posts/{post}/reactions", new { kind = "agree" })).ShouldBe("post-not-shown");
        (await ReadAsync(staff, $"{ann.Group}/reports?settled=false")).AsArray().ShouldBeEmpty();
        var mail = await app.Mail.ReadAsync(
            await app.ScalarAsync<Guid>($"SELECT id FROM notifications WHERE participation_id = '{ann.Participation}'"));
        mail.Text.ShouldContain("is now hidden");
        mail.Html.ShouldContain("&lt;b&gt;only&lt;/b&gt;");
        NameOf(await RefusedAsync(staff, $"{ann.Group}/posts/{post}/hide", new { reason = "Again" })).ShouldBe("post-state");

        await DoneAsync(staff, $"{ann.Group}/posts/{post}/restore", new { reason = "Talked about it" });
        (await bo.ReadPostAsync(post))["markdown"]!.GetValue<string>().ShouldBe("You are all wrong");
        (await app.ScalarAsync<string>($"SELECT string_agg(what, ', ' ORDER BY position) FROM audit_entries JOIN people ON subjects @> ARRAY[audit_id] WHERE id = '{ann.Person}' AND (what LIKE 'group %' OR what LIKE 'post %')"))
            .ShouldBe("group reports, post hidden, post restored", customMessage: "who read what was reported is on record, and who acted");
    }

    [Fact]
    public async Task A_report_can_be_dismissed_once()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        var (_, post) = await ann.StartAsync();
        var report = await CreatedAsync(ann.Client, $"{ann.Group}/posts/{post}/reports", new { reason = "By mistake" });
        await DoneAsync(staff, $"{ann.Group}/reports/{report}/dismiss");
        NameOf(await RefusedAsync(staff, $"{ann.Group}/reports/{report}/dismiss", null)).ShouldBe("report-settled");
        (await ReadAsync(staff, $"{ann.Group}/reports"))[0]!["outcome"]!.GetValue<string>().ShouldBe("dismissed");
    }

    [Fact]
    public async Task Members_cannot_moderate()
    {
        using var ann = await GroupMember.JoinAsync(app, await app.ProjectAsync());
        var (topic, post) = await ann.StartAsync();
        foreach (var path in new[] { $"posts/{post}/hide", $"posts/{post}/remove", $"posts/{post}/restore", $"topics/{topic}/lock", "rules" })
            await RefusedAsync(
                ann.Client, $"{ann.Group}/{path}", new { reason = "I say so", text = "Mine" }, System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_facilitator_moderates_and_is_on_record()
    {
        var project = await app.ProjectAsync();
        using var ann = await GroupMember.JoinAsync(app, project);
        var (_, post) = await ann.StartAsync("Words");
        await CreatedAsync(ann.Client, $"{ann.Group}/posts/{post}/reports", new { reason = "By mistake" });
        var person = await app.PersonAsync("Facilitator");
        using var facilitator = app.WithToken(app.Issuer.PersonToken(person, roles: [QLab.ServiceDefaults.Security.Roles.Facilitator]));
        (await ReadAsync(facilitator, $"{ann.Group}/reports")).AsArray().ShouldHaveSingleItem();
        await DoneAsync(facilitator, $"{ann.Group}/posts/{post}/hide", new { reason = "We look again" });
        (await ReadAsync(facilitator, $"{ann.Group}/posts/{post}"))["markdown"]!.GetValue<string>().ShouldBe("Words");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM audit_entries JOIN people ON actor = 'person:' || audit_id WHERE id = '{person}'")).ShouldBe(3);
        await RefusedAsync(facilitator, $"{ann.Group}/rules", new { text = "Mine" }, System.Net.HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_erased_author_leaves_an_empty_place_and_the_counts_as_they_were()
    {
        var project = await app.ProjectAsync();
        using var ann = await GroupMember.JoinAsync(app, project, "Ann Tobeerased");
        using var bo = await GroupMember.JoinAsync(app, project, "Bo");
        var (topic, post) = await ann.StartAsync("My own words", "My own title");
        await ann.ChangeAsync(HttpMethod.Put, post, new { markdown = "My better words" });
        var answer = await bo.WriteAsync(topic, "An answer", replyTo: post);
        await DoneAsync(ann.Client, $"{ann.Group}/posts/{answer}/reactions", new { kind = "thanks" });
        await CreatedAsync(ann.Client, $"{ann.Group}/posts/{answer}/reports", new { reason = "My own reason" });
        using var scope = app.Services.CreateScope();
        var part = scope.ServiceProvider.GetServices<IPersonalData>().Single(p => p.Name == "onlineGroup");
        var subject = new DataSubject(ann.Person, [ann.Participation]);
        var export = System.Text.Json.JsonSerializer.Serialize(await part.ExportAsync(subject, default));
        foreach (var word in new[] { "My own words", "My better words", "My own title", "My own reason", answer.ToString() })
            export.ShouldContain(word);

        for (var twice = 0; twice < 2; twice++) await part.EraseAsync(subject, default);

        foreach (var table in part.Tables)
            (await app.ScalarAsync<long>($"SELECT count(*) FROM {table} t WHERE t::text ~ 'My |{ann.Person}|{ann.Participation}'")).ShouldBe(0, table);
        var posts = (await ReadAsync(bo.Client, $"{bo.Group}/topics/{topic}/posts")).AsArray();
        posts.Select(p => p!["state"]!.GetValue<string>()).ShouldBe(["erased", "visible"]);
        posts[0]!["id"]!.GetValue<Guid>().ShouldBe(post);
        posts[0]!["author"].ShouldBeNull();
    }
}
