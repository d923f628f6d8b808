using System.Net;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Surveys.Tests.CodingApp;

namespace QLab.Surveys.Tests;

public sealed class AfterAProjectCloses(CodingApp app)
{
    const string Story = "Nobody asked about both.";

    [Fact]
    public async Task Nothing_more_is_collected_and_what_was_said_is_read_and_coded()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        await TellAsync(new ProjectClosed(project.Id, 2, DateTimeOffset.UtcNow));
        using var coder = app.Coder();
        using var anybody = app.Anonymous();

        var (status, problem) = await PostAsync(anybody, $"surveys/{project.Survey}/responses", new { answers = new { story = "Late." } });
        status.ShouldBe(HttpStatusCode.Conflict, $"{problem}");
        await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        (await ReadAsync(coder, $"surveys/{project.Survey}/passages")).AsArray().Count.ShouldBe(1);
        await ReadAsync(coder, $"surveys/{project.Survey}/results");
    }

    [Fact]
    public async Task A_closing_that_comes_after_the_project_was_opened_again_ends_what_was_open_before_it_alone()
    {
        var project = await app.ProjectAsync();
        var closing = DateTimeOffset.UtcNow;
        await TellAsync(new ProjectReopened(project.Id, 3, closing.AddMinutes(1)));
        var later = await app.OpenSurveyAsync(projectId: project.Id);
        await app.ScalarAsync<int>($"UPDATE surveys SET opened_at = '{closing.AddMinutes(2):O}' WHERE id = '{later}' RETURNING 1");

        await TellAsync(new ProjectClosed(project.Id, 2, closing));

        using var staff = app.Client(SurveysApp.AllScopes);
        (await ReadAsync(staff, $"surveys/{project.Survey}"))["state"]!.GetValue<string>().ShouldBe("closed");
        (await ReadAsync(staff, $"surveys/{later}"))["state"]!.GetValue<string>().ShouldBe("open");
    }

    async Task TellAsync<TEvent>(TEvent said) where TEvent : class
    {
        await using var participants = await app.AnotherServiceAsync();
        await app.HandledAsync(await participants.PublishAsync(said));
    }
}
