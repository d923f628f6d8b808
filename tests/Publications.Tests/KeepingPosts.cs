using System.Net;
using QLab.Contributions;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class KeepingPosts(PublicationsApp app)
{
    static readonly DateTimeOffset Written = new(2019, 2, 3, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_post_is_a_contribution_until_it_is_removed()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        await using var participants = await app.AnotherServiceAsync();
        var project = await app.KnownProjectAsync();
        Guid[] posts = [Guid.NewGuid(), Guid.NewGuid()];
        var author = await app.ConsentingAsync(project);
        foreach (var post in posts) await participants.PublishAsync(Post(post, project, author, 1, Written));
        await app.ArrivedAsync(posts);
        var theme = await app.ThemeAsync(staff, project, "T1");
        foreach (var post in posts) await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = post });
        var essay = await app.EssayAsync(staff, project, "posts", await app.InsightAsync(staff, project, theme));
        (await ReadAsync(anybody, $"lineage/contributions/{posts[0]}"))["summary"]!.GetValue<string>()
            .ShouldStartWith("A post in the online group, given on 3 February 2019");
        (await ReadAsync(staff, $"lineage/publications/{essay}"))["contributions"]!.ToJsonString()
            .ShouldBe("""[{"kind":"groupPost","count":2}]""");

        await participants.PublishAsync(new ContributionWithdrawn(posts[0], project, "participants", "groupPost", 2, Written.AddDays(1)));

        await Eventually.Equals("""[{"kind":"groupPost","count":1}]""", async () => (await ReadAsync(staff, $"lineage/publications/{essay}"))["contributions"]!.ToJsonString());
        (await ReadAsync(staff, $"lineage/publications/{essay}")).ToJsonString().ShouldNotContain(posts[0].ToString());
        using var gone = await anybody.GetAsync($"/api/publications/v1/lineage/contributions/{posts[0]}");
        gone.StatusCode.ShouldBe(HttpStatusCode.Gone);
        var another = await app.ThemeAsync(staff, project, "T2");
        (await RefusedAsync(staff, $"themes/{another}/evidence", new { contributionId = posts[0] }, HttpStatusCode.Conflict))["type"]!.GetValue<string>().ShouldEndWith("contribution-removed");
    }

    [Theory]
    [InlineData("P1 R2", true)]
    [InlineData("R2 P1", true)]
    [InlineData("P1 R2 P3", false)]
    [InlineData("P3 R2 P1", false)]
    [InlineData("R2 P3 P1 R4 P3", true)]
    public async Task The_highest_version_counts_in_whatever_order_they_come(string told, bool removed)
    {
        await using var participants = await app.AnotherServiceAsync();
        var (project, post, author) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var news in told.Split(' '))
        {
            var version = news[1] - '0';
            await app.HandledAsync(news[0] == 'P'
                ? await participants.PublishAsync(Post(post, project, author, version, Written))
                : await participants.PublishAsync(new ContributionWithdrawn(post, project, "participants", "groupPost", version, Written.AddDays(1))));
        }
        (await app.ScalarAsync<bool>($"SELECT removed_at IS NOT NULL FROM contributions WHERE id = '{post}'")).ShouldBe(removed);
        if (!removed) (await app.ScalarAsync<bool>($"SELECT participant_id = '{author}' AND given_at = '{Written:O}' FROM contributions WHERE id = '{post}'")).ShouldBeTrue();
    }
}
