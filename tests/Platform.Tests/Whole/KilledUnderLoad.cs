using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>Whatever is killed, an accepted response is neither lost nor counted twice.</summary>
[Collection("One platform")]
public sealed class KilledUnderLoad(RunningPlatform platform)
{
    [Fact]
    public async Task The_broker_during_two_thousand_submissions()
    {
        var (project, survey) = await platform.OpenSurveyAsync();
        var submissions = new Submissions(platform, survey);

        var sending = submissions.SendAsync(2_000);
        await ReachesAsync(submissions, 400);
        await platform.KillAsync("messaging");
        await sending;

        await submissions.AreCountedExactlyOnceAsync(project, 2_000);
    }

    [Fact]
    public async Task The_service_between_commit_and_publish()
    {
        var (project, survey) = await platform.OpenSurveyAsync();
        var submissions = new Submissions(platform, survey);
        await submissions.SendAsync(20);

        // A broker that stands still confirms nothing: what is committed from here on is not published.
        var broker = platform.PidOf("messaging");
        Signals.Send("STOP", broker);
        await submissions.SendAsync(200);
        (await platform.CountAsync("surveys", "SELECT count(*) FROM outbox")).ShouldBeGreaterThan(0);
        await platform.KillAsync("surveys");
        Signals.Send("CONT", broker);

        await submissions.SendAsync(20);
        await submissions.AreCountedExactlyOnceAsync(project, 240);
    }

    [Fact]
    public async Task The_service_while_responses_share_commits()
    {
        var (project, survey) = await platform.OpenSurveyAsync();
        var submissions = new Submissions(platform, survey);

        var sending = submissions.SendAsync(1_500, atOnce: 48);
        foreach (var reached in (int[])[300, 900])
        {
            await ReachesAsync(submissions, reached);
            await platform.KillAsync("surveys");
        }
        await sending;

        await submissions.AreCountedExactlyOnceAsync(project, 1_500);
    }

    [Fact]
    public async Task The_database_under_load()
    {
        var (project, survey) = await platform.OpenSurveyAsync();
        var submissions = new Submissions(platform, survey);

        var sending = submissions.SendAsync(1_000);
        await ReachesAsync(submissions, 200);
        await platform.KillAsync("postgres");
        await sending;

        await submissions.AreCountedExactlyOnceAsync(project, 1_000);
    }

    [Fact]
    public async Task The_counting_service_under_load()
    {
        var (project, survey) = await platform.OpenSurveyAsync();
        var submissions = new Submissions(platform, survey);

        var sending = submissions.SendAsync(1_000);
        await ReachesAsync(submissions, 200);
        await platform.KillAsync("participants");
        await ReachesAsync(submissions, 600);
        await platform.KillAsync("publications");
        await sending;

        await submissions.AreCountedExactlyOnceAsync(project, 1_000);
    }

    static Task ReachesAsync(Submissions submissions, int count) =>
        Eventually.Succeeds(() =>
    {
        submissions.Accepted.ShouldBeGreaterThanOrEqualTo(count);
        return Task.CompletedTask;
    }, TimeSpan.FromMinutes(4));
}
