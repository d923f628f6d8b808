using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
using QLab.Publications.Outcomes;
using QLab.Testing;

namespace QLab.Publications.Tests;

public sealed class TellingWhatBecameOfContributions(PublicationsApp app)
{
    [Fact]
    public async Task Each_step_from_coding_to_a_withdrawn_consent_is_told_once_and_in_order()
    {
        using var staff = app.Client(PublicationsApp.AllScopes);
        await using var others = await app.AnotherServiceAsync();
        var told = await others.ListenAsync<ContributionOutcomeChanged>();
        var project = await app.KnownProjectAsync();
        var participant = await app.ConsentingAsync(project);
        var (mine, anonymous) = (Guid.NewGuid(), Guid.NewGuid());
        await others.PublishAsync(PublicationsApp.Response(mine, project, participant, DateTimeOffset.UtcNow));
        await others.PublishAsync(PublicationsApp.Note(anonymous, project, DateTimeOffset.UtcNow));
        await app.ArrivedAsync(mine, anonymous);

        var theme = await app.ThemeAsync(staff, project, "T1");
        await PublicationsApp.CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = mine });
        var coded = await ToldAsync(1);
        (coded.ParticipantId, coded.Counts, coded.Themes, coded.Insights, coded.UsedIn.Count).ShouldBe((participant, true, 1, 0, 0));

        var insight = await app.InsightAsync(staff, project, theme);
        (await ToldAsync(2)).Insights.ShouldBe(1);

        var essay = await app.EssayAsync(staff, project, $"e-{Guid.NewGuid():N}", insight);
        var used = (await ToldAsync(3)).UsedIn.ShouldHaveSingleItem();
        (used.PublicationId, used.Title).ShouldBe((essay, "Listening first"));
        used.Versions.ShouldBe([1]);

        await app.HandledAsync(await others.PublishAsync(new ConsentWithdrawn(project, participant, "research", DateTimeOffset.UtcNow)));
        var leftOut = await ToldAsync(4);
        (leftOut.Counts, leftOut.UsedIn.Count).ShouldBe((false, 1), "what was published is not unsaid");

        await ToldAsync(4);
        told.ShouldNotContain(e => e.ContributionId == anonymous, "nobody is told of what names nobody");

        async Task<ContributionOutcomeChanged> ToldAsync(int version)
        {
            await using (var scope = app.Services.CreateAsyncScope())
                await scope.ServiceProvider.GetRequiredService<TellOutcomes>().RunAsync(default);
            await Eventually.Succeeds(() =>
            {
                told.Where(e => e.ContributionId == mine).Select(e => e.Version).ShouldBe(Enumerable.Range(1, version), ignoreOrder: true);
                return Task.CompletedTask;
            });
            return told.Single(e => e.ContributionId == mine && e.Version == version);
        }
    }
}
