using System.Net;
using System.Net.Http.Json;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class TalkingInTheGroup(ParticipantsApp app)
{
    [Fact]
    public async Task A_topic_with_answers_and_reactions_is_read_by_its_members_under_the_names_they_chose()
    {
        var project = await app.ProjectAsync();
        using var ann = await GroupMember.JoinAsync(app, project, "Ann Secretname");
        using var bo = await GroupMember.JoinAsync(app, project, "Bo Openname");
        await DoneAsync(ann.Client, $"{ann.Group}/rules/agree", new { version = 1, displayName = "Robin" });
        var (topic, first) = await ann.StartAsync("What helps **you** sleep?");
        var answer = await bo.WriteAsync(topic, "Warmth.", replyTo: first);
        foreach (var kind in new[] { "thanks", "thanks", "sameHere" })
            await DoneAsync(ann.Client, $"{ann.Group}/posts/{answer}/reactions", new { kind });
        await DoneAsync(ann.Client, $"{ann.Group}/posts/{answer}/reactions", new { kind = "sameHere", given = false });

        var posts = (await ReadAsync(bo.Client, $"{bo.Group}/topics/{topic}/posts")).AsArray();

        posts.Select(p => p!["author"]!.GetValue<string>()).ShouldBe(["Robin", "Bo Openname"]);
        posts.Select(p => p!["mine"]!.GetValue<bool>()).ShouldBe([false, true]);
        posts[0]!["html"]!.GetValue<string>().ShouldBe("<p>What helps <strong>you</strong> sleep?</p>\n");
        posts[1]!["replyTo"]!.GetValue<Guid>().ShouldBe(first);
        posts[1]!["reactions"]!.ToJsonString().ShouldBe("""[{"kind":"thanks","count":1,"mine":false}]""");
        posts.ToJsonString().ShouldNotContain(ann.Participation.ToString(), customMessage: "members see names, not pseudonyms");
        posts.ToJsonString().ShouldNotContain("Secretname");
        var listed = (await ReadAsync(bo.Client, $"{bo.Group}/topics")).AsArray().ShouldHaveSingleItem()!;
        listed["posts"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_writes_before_agreeing_to_the_rules_of_today()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project, agreed: false);
        NameOf(await RefusedAsync(ann.Client, $"{ann.Group}/topics", new { title = "T", markdown = "M" })).ShouldBe("rules-not-accepted");
        (await ReadAsync(ann.Client, $"{ann.Group}/rules"))["text"]!.GetValue<string>().ShouldContain("your own experience");
        await DoneAsync(ann.Client, $"{ann.Group}/rules/agree", new { version = 1 });
        var (topic, post) = await ann.StartAsync();

        using var written = await staff.PostAsJsonAsync($"/api/participants/v1/{ann.Group}/rules", new { text = "Be kind, and brief." });
        written.StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var (path, body) in new (string, object)[] { ($"topics/{topic}/posts", new { markdown = "M" }), ($"posts/{post}/reactions", new { kind = "thanks" }), ($"posts/{post}/reports", new { reason = "rude words" }) })
            NameOf(await RefusedAsync(ann.Client, $"{ann.Group}/{path}", body)).ShouldBe("rules-not-accepted");
        NameOf(await RefusedAsync(ann.Client, $"{ann.Group}/rules/agree", new { version = 1 })).ShouldBe("rules-changed");
        await DoneAsync(ann.Client, $"{ann.Group}/rules/agree", new { version = 2 });
        await ann.WriteAsync(topic, "Brief.");
    }

    [Fact]
    public async Task Nobody_goes_by_the_name_of_another()
    {
        var project = await app.ProjectAsync();
        using var zoe = await GroupMember.JoinAsync(app, project, "Zoé Marchand", agreed: false);
        using var bo = await GroupMember.JoinAsync(app, project, "Bo", agreed: false);
        await DoneAsync(zoe.Client, $"{zoe.Group}/rules/agree", new { version = 1, displayName = "Zoé" });
        NameOf(await RefusedAsync(bo.Client, $"{bo.Group}/rules/agree", new { version = 1, displayName = "zoe" })).ShouldBe("name-taken");
        Pointers(await RefusedAsync(bo.Client, $"{bo.Group}/rules/agree", new { version = 1, displayName = "Zo\u202Eé" }, HttpStatusCode.BadRequest)).ShouldBe(["/displayName"]);
        await DoneAsync(zoe.Client, $"{zoe.Group}/rules/agree", new { version = 1, displayName = "Zoé" });
        await DoneAsync(bo.Client, $"{bo.Group}/rules/agree", new { version = 1, displayName = "Bo B." });
    }

    [Fact]
    public async Task Only_who_takes_part_now_and_the_Lab_come_in()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        var (topic, post) = await ann.StartAsync();
        using var elsewhere = await GroupMember.JoinAsync(app, await app.ProjectAsync());
        using var partner = app.WithToken(app.Issuer.PersonToken(Guid.NewGuid(), AllScopes, organisation: Guid.NewGuid()));
        foreach (var stranger in new[] { elsewhere.Client, partner })
        {
            foreach (var path in new[] { "rules", "topics", $"topics/{topic}/posts", $"posts/{post}" })
                (await StatusAsync(stranger, $"{ann.Group}/{path}")).ShouldBe(HttpStatusCode.Forbidden, path);
            NameOf(await RefusedAsync(stranger, $"{ann.Group}/topics/{topic}/posts", new { markdown = "M" }, HttpStatusCode.Forbidden)).ShouldBe("not-a-member");
        }
        (await StatusAsync(partner, $"{ann.Group}/reports")).ShouldBe(HttpStatusCode.Forbidden);

        await DoneAsync(staff, $"projects/{project}/participants/{ann.Participation}/leave");
        (await StatusAsync(ann.Client, $"{ann.Group}/topics")).ShouldBe(HttpStatusCode.Forbidden);
        (await ReadAsync(staff, $"{ann.Group}/posts/{post}"))["participantId"]!.GetValue<Guid>().ShouldBe(ann.Participation);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM audit_entries JOIN people ON subjects @> ARRAY[audit_id] WHERE what = 'group posts' AND id = '{ann.Person}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_post_is_corrected_for_a_quarter_of_an_hour_by_its_author_alone()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        using var bo = await GroupMember.JoinAsync(app, project);
        var (_, post) = await ann.StartAsync("Frist");

        (await bo.ChangeAsync(HttpMethod.Put, post, new { markdown = "Mine" })).ShouldBe(HttpStatusCode.Forbidden);
        (await ann.ChangeAsync(HttpMethod.Put, post, new { markdown = "First" })).ShouldBe(HttpStatusCode.NoContent);
        (await ann.ChangeAsync(HttpMethod.Put, post, new { markdown = "Late" }, etag: "\"1\"")).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await ann.ReadPostAsync(post))["markdown"]!.GetValue<string>().ShouldBe("First");
        (await ReadAsync(staff, $"{ann.Group}/posts/{post}"))["formerTexts"]!.ToJsonString().ShouldBe("""["Frist"]""");

        await app.ExecuteAsync($"UPDATE group_posts SET written_at = written_at - interval '15 minutes' WHERE id = '{post}'");
        (await ann.ChangeAsync(HttpMethod.Put, post, new { markdown = "Late" })).ShouldBe(HttpStatusCode.Conflict);
        (await bo.ChangeAsync(HttpMethod.Delete, post)).ShouldBe(HttpStatusCode.Forbidden);
        (await ann.ChangeAsync(HttpMethod.Delete, post)).ShouldBe(HttpStatusCode.NoContent);
        (await bo.ReadPostAsync(post))["state"]!.GetValue<string>().ShouldBe("withdrawn");
        (await app.ScalarAsync<long>($"SELECT (SELECT count(*) FROM group_former_texts WHERE post_id = '{post}') + (SELECT count(markdown) FROM group_posts WHERE id = '{post}')")).ShouldBe(0);
    }

    [Fact]
    public async Task The_others_are_told_of_posts_by_id_alone_each_time_with_a_higher_version()
    {
        await using var another = await app.AnotherServiceAsync();
        var published = await another.ListenAsync<PostPublished>();
        var removed = await another.ListenAsync<PostRemoved>();
        var (given, withdrawn) = (await another.ListenAsync<ContributionGiven>(), await another.ListenAsync<ContributionWithdrawn>());
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        var (topic, post) = await ann.StartAsync("Words that stay here");
        await ann.ChangeAsync(HttpMethod.Put, post, new { markdown = "Other words" });
        foreach (var act in new[] { "hide", "restore", "remove" })
            await DoneAsync(staff, $"{ann.Group}/posts/{post}/{act}", new { reason = "we look again" });
        var lab = await CreatedAsync(staff, $"{ann.Group}/topics/{topic}/posts", new { markdown = "From the Lab" });

        await Eventually.Equals(
            "1 2 4", () => Task.FromResult(string.Join(' ', published.Where(e => e.PostId == post).Select(e => e.Version).Order())));
        await Eventually.Equals("3 hidden 5 removed", () => Task.FromResult(string.Join(' ', removed.Where(e => e.PostId == post).OrderBy(e => e.Version).Select(e => $"{e.Version} {e.Reason}"))));
        published.Where(e => e.PostId == post).ShouldAllBe(e => e.ParticipantId == ann.Participation && e.ProjectId == project);
        await Eventually.Equals(1, () => Task.FromResult(published.Count(e => e.PostId == lab && e.ParticipantId == null)));

        await Eventually.Equals(
            "1 2 4", () => Task.FromResult(string.Join(' ', given.Where(e => e.ContributionId == post).Select(e => e.Version).Order())));
        await Eventually.Equals(
            "3 5", () => Task.FromResult(string.Join(' ', withdrawn.Where(e => e.ContributionId == post).Select(e => e.Version).Order())));
        given.Where(e => e.ContributionId == post).ShouldAllBe(e =>
            e.ParticipantId == ann.Participation && e.ProjectId == project && e.Service == "participants" && e.Kind == "groupPost" && e.Label == "a post in the online group");
    }

    [Fact]
    public async Task A_locked_topic_and_a_wrong_answer_are_refused()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        var (topic, _) = await ann.StartAsync();
        var (_, elsewhere) = await ann.StartAsync();
        Pointers(await RefusedAsync(ann.Client, $"{ann.Group}/topics/{topic}/posts", new { markdown = "M", replyTo = elsewhere }, HttpStatusCode.BadRequest)).ShouldBe(["/replyTo"]);
        Pointers(await RefusedAsync(ann.Client, $"{ann.Group}/topics", new { title = "a\nb", markdown = "" }, HttpStatusCode.BadRequest)).ShouldBe(["/title", "/markdown"], ignoreOrder: true);
        var id = Guid.CreateVersion7();
        await CreatedAsync(ann.Client, $"{ann.Group}/topics/{topic}/posts", new { id, markdown = "Once" });
        NameOf(await RefusedAsync(ann.Client, $"{ann.Group}/topics/{topic}/posts", new { id, markdown = "Twice" })).ShouldBe("already-exists");

        await DoneAsync(staff, $"{ann.Group}/topics/{topic}/lock");
        NameOf(await RefusedAsync(ann.Client, $"{ann.Group}/topics/{topic}/posts", new { markdown = "M" })).ShouldBe("topic-locked");
        await DoneAsync(staff, $"{ann.Group}/topics/{topic}/unlock");
        await ann.WriteAsync(topic, "Again");
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/participants/v1/{path}");
        return answer.StatusCode;
    }
}
