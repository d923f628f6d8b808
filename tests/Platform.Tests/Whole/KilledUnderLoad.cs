using QLab.Testing;

namespace QLab.Platform.Tests.Whole;

/// <summary>Whatever is killed, an accepted response is neither lost nor counted twice.</summary>
[Collection("One platform")]
public sealed class KilledUnderLoad(RunningPlatform platform)
{
    const int Many = 10_000;

    static readonly string[] Victims = ["surveys", "messaging", "postgres", "gateway", "publications", "participants"];

    [Fact]
    public async Task Every_part_one_after_the_other_during_ten_thousand_submissions()
    {
        var (project, survey) = await platform.OpenSurveyAsync();
        var submissions = new Submissions(platform, survey);

        var sending = submissions.SendAsync(Many, atOnce: 48);
        foreach (var (victim, place) in Victims.Select((v, i) => (v, i + 1)))
        {
            await ReachesAsync(submissions, Many * place / (Victims.Length + 1));
            sending.IsCompleted.ShouldBeFalse($"the load is still on when {victim} is killed");
            await platform.KillAsync(victim);
        }
        await sending;

        await submissions.AreCountedExactlyOnceAsync(project, Many);
        await submissions.AreInTheResultsAsync(Many + 1);
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
        Signals.StateOf(broker).ShouldBe('T', "the broker still stands still");
        await platform.KillAsync("surveys");
        Signals.Send("CONT", broker);

        await submissions.SendAsync(20);
        await submissions.AreCountedExactlyOnceAsync(project, 240);
    }

    static Task ReachesAsync(Submissions submissions, int count) => Eventually.Succeeds(() =>
    {
        submissions.Accepted.ShouldBeGreaterThanOrEqualTo(count);
        return Task.CompletedTask;
    }, TimeSpan.FromMinutes(6));
}
