using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class AfterAProjectCloses(PublicationsApp app)
{
    [Fact]
    public async Task Sense_is_still_made_of_what_was_given_and_published()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        await using var participants = await app.AnotherServiceAsync();
        await app.HandledAsync(await participants.PublishAsync(new ProjectClosed(project, 2, DateTimeOffset.UtcNow)));
        (await app.ScalarAsync<bool>($"SELECT closed FROM projects WHERE id = '{project}'")).ShouldBeTrue();

        var theme = await app.ThemeAsync(staff, project, "T1");
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        var insight = await app.InsightAsync(staff, project, theme);
        var essay = await app.EssayAsync(staff, project, "afterwards", insight);
        await CreatedAsync(staff, $"publications/{essay}/versions", new { markdown = "More.", changeNote = "An appendix." });
    }
}
