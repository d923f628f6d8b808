using System.Net;
using System.Text.Json.Nodes;
using QLab.Coding;
using QLab.Surveys.Coding;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Surveys.Tests.CodingApp;

namespace QLab.Surveys.Tests;

public sealed class SteppingBack(CodingApp app)
{
    const string Story = "Nobody asked about both pain and mood.";

    [Fact]
    public async Task Undo_and_redo_walk_through_what_a_coder_did_and_others_hear_of_it()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        await using var another = await app.AnotherServiceAsync();
        var uncoded = await another.ListenAsync<PassageUncoded>();
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        var address = $"surveys/{project.Survey}/passages/{passage}";
        (await ChangeAsync(coder, HttpMethod.Put, address, new
        {
            start = 0, end = 12, themeId = project.Theme, memo = "More.",
        })).Status.ShouldBe(HttpStatusCode.OK);
        (await ChangeAsync(coder, HttpMethod.Delete, address, null)).Status.ShouldBe(HttpStatusCode.NoContent);

        await StepAsync(coder, project, "undo", "uncoded");
        (await QuoteAsync(coder, address)).ShouldBe(("Nobody asked", "More."));
        await StepAsync(coder, project, "undo", "recoded");
        (await QuoteAsync(coder, address)).ShouldBe(("Nobody", null));
        await StepAsync(coder, project, "undo", "coded");
        using (var gone = await coder.GetAsync($"/api/surveys/v1/{address}")) gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await RefusedAsync(coder, project, "undo", "nothing-to-undo");
        await StepAsync(coder, project, "redo", "coded");
        await StepAsync(coder, project, "redo", "recoded");
        (await QuoteAsync(coder, address)).ShouldBe(("Nobody asked", "More."));
        await StepAsync(coder, project, "redo", "uncoded");
        await RefusedAsync(coder, project, "redo", "nothing-to-redo");

        await Eventually.Equals(
            "3 6 9", () => Task.FromResult(string.Join(' ', uncoded.Where(e => e.PassageId == passage).Select(e => e.Version).Order())));
    }

    [Fact]
    public async Task A_new_step_ends_what_could_be_done_again()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        await StepAsync(coder, project, "undo", "coded");
        await CodeAsync(coder, project.Survey, response, project.Theme, 7, 12);
        await RefusedAsync(coder, project, "redo", "nothing-to-redo");
    }

    [Fact]
    public async Task What_a_colleague_has_changed_since_is_not_undone_and_the_refusal_says_what_happened()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var passage = await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        (await ChangeAsync(colleague, HttpMethod.Put, $"surveys/{project.Survey}/passages/{passage}", new
        {
            start = 0, end = 12, themeId = project.Theme, memo = (string?)null,
        })).Status.ShouldBe(HttpStatusCode.OK);

        var problem = await RefusedAsync(coder, project, "undo", "changed-since");

        problem["detail"]!.GetValue<string>().ShouldContain("another coder changed the passage on ");
        await StepAsync(colleague, project, "undo", "recoded");
        await StepAsync(coder, project, "undo", "coded");
    }

    [Fact]
    public async Task Nobody_undoes_what_somebody_else_did()
    {
        var project = await app.ProjectAsync();
        var response = await app.ResponseAsync(project.Survey, Story);
        using var coder = app.Coder();
        using var colleague = app.Coder();
        await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6);
        await RefusedAsync(colleague, project, "undo", "nothing-to-undo");
    }

    [Fact]
    public async Task Memos_come_back_too()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var memo = await SurveysApp.CreatedAsync(coder, $"surveys/{project.Survey}/memos", new
        {
            about = "theme", aboutId = project.Theme, text = "Being listened to as well?",
        });
        var address = $"surveys/{project.Survey}/memos/{memo}";
        (await ChangeAsync(coder, HttpMethod.Put, address, new { text = "Only belief." })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await ChangeAsync(coder, HttpMethod.Delete, address, null)).Status.ShouldBe(HttpStatusCode.NoContent);

        await StepAsync(coder, project, "undo", "memoRemoved");
        await StepAsync(coder, project, "undo", "memoRevised");

        (await ReadAsync(coder, $"surveys/{project.Survey}/memos?about=theme")).AsArray()
            .ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe("Being listened to as well?");
        (await ReadAsync(coder, $"surveys/{project.Survey}/memos?about=response")).AsArray().ShouldBeEmpty();
    }

    static async Task StepAsync(HttpClient coder, CodedProject project, string way, string kind)
    {
        var (status, body) = await PostAsync(coder, $"surveys/{project.Survey}/coding/{way}", null);
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        body["kind"]!.GetValue<string>().ShouldBe(kind);
    }

    static async Task<JsonNode> RefusedAsync(HttpClient coder, CodedProject project, string way, string name)
    {
        var (status, problem) = await PostAsync(coder, $"surveys/{project.Survey}/coding/{way}", null);
        (status, problem["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.Conflict, $"urn:qlab:problem:{name}"));
        return problem;
    }

    static async Task<(string?, string?)> QuoteAsync(HttpClient coder, string address)
    {
        var passage = await ReadAsync(coder, address);
        return (passage["quote"]?.GetValue<string>(), passage["memo"]?.GetValue<string>());
    }
}
