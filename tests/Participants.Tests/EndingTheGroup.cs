using System.Net;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public class EndingTheGroup(ParticipantsApp app)
{
    static readonly object Ending = new { reason = "The Lab has come to its end." };

    [Fact]
    public async Task Closing_the_project_leaves_the_group_as_it_is()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        await DoneAsync(staff, $"projects/{project}/close");
        var (topic, post) = await ann.StartAsync();
        await ann.WriteAsync(topic, "Still here");
        await DoneAsync(ann.Client, $"{ann.Group}/posts/{post}/reactions", new { kind = "thanks" });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaves_it_to_be_read_and_says_why(bool closed)
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        var (topic, post) = await ann.StartAsync();
        if (closed) await DoneAsync(staff, $"projects/{project}/close");
        await DoneAsync(staff, $"{ann.Group}/end", Ending);

        foreach (var (path, body) in new (string, object)[]
        {
            ("topics", new { title = "T", markdown = "M" }),
            ($"topics/{topic}/posts", new { markdown = "M" }),
            ($"posts/{post}/reactions", new { kind = "thanks" }),
        })
        {
            var problem = await RefusedAsync(ann.Client, $"{ann.Group}/{path}", body);
            NameOf(problem).ShouldBe("group-ended");
            problem["detail"]!.GetValue<string>().ShouldContain("The Lab has come to its end.");
        }
        (await ann.ReadPostAsync(post))["markdown"]!.GetValue<string>().ShouldBe("Hello");
    }

    [Fact]
    public async Task Is_done_once_by_the_Lab_with_a_reason_and_is_on_record()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var ann = await GroupMember.JoinAsync(app, project);
        await RefusedAsync(ann.Client, $"{ann.Group}/end", Ending, HttpStatusCode.Forbidden);
        Pointers(await RefusedAsync(staff, $"{ann.Group}/end", new { reason = "no" }, HttpStatusCode.BadRequest)).ShouldBe(["/reason"]);
        NameOf(await RefusedAsync(staff, $"projects/{Guid.NewGuid()}/group/end", Ending, HttpStatusCode.NotFound)).ShouldBe("project-not-found");
        var before = await EntriesAsync();
        await DoneAsync(staff, $"{ann.Group}/end", Ending);
        NameOf(await RefusedAsync(staff, $"{ann.Group}/end", Ending)).ShouldBe("group-ended");
        (await EntriesAsync()).ShouldBeGreaterThan(before);
    }

    Task<long> EntriesAsync() => app.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE what = 'group ended'");
}
