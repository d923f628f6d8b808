using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>Consent is given, never assumed: never asked reads like withdrawn, and what was erased does not come back.</summary>
public sealed class UsingWhatMayBeUsed(CodingApp app)
{
    [Fact]
    public async Task Words_of_somebody_who_was_never_asked_are_in_no_text_no_export_and_not_coded()
    {
        var project = await app.ProjectAsync("identified");
        using var staff = app.Client(SurveysApp.AllScopes);
        var who = Guid.NewGuid();
        await using var participants = await app.AnotherServiceAsync();
        await participants.PublishAsync(new ParticipantJoined(project.Id, who, ["livedExperience"], DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM participants WHERE id = '{who}'"));
        var response = await SurveysApp.CreatedAsync(
            staff, $"surveys/{project.Survey}/responses", new { participantId = who, answers = new { story = "NEVER-ASKED" } });

        await HeldBackAsync(staff, project, response, "NEVER-ASKED");

        var now = DateTimeOffset.UtcNow;
        await app.HandledAsync(await participants.PublishAsync(new ConsentGiven(project.Id, who, "research", 1, now)));
        (await TextsAsync(staff, project)).ShouldContain("NEVER-ASKED");
        (await ExportedAsync(staff, project)).ShouldContain("NEVER-ASKED");
        using var coder = app.Coder();
        await CodingApp.CodeAsync(coder, project.Survey, response, project.Theme, 0, 5);

        await app.HandledAsync(await participants.PublishAsync(new ConsentWithdrawn(project.Id, who, "research", now.AddSeconds(1))));
        await HeldBackAsync(staff, project, response, "NEVER-ASKED");
        await app.HandledAsync(
            await participants.PublishAsync(new ErasureRequested(Guid.NewGuid(), Guid.NewGuid(), [who], DateTimeOffset.UtcNow)));
        (await TextsAsync(staff, project)).ShouldNotContain(response.ToString());
        (await ExportedAsync(staff, project)).ShouldNotContain(response.ToString(), customMessage: "nobody's is not anonymous");
    }

    [Fact]
    public async Task An_anonymous_response_is_used_for_what_its_form_was_given_consent_to_and_counts_without()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        using var respondent = app.Anonymous();
        await using var others = await app.AnotherServiceAsync();
        var given = await others.ListenAsync<ContributionGiven>();
        var form = JsonNode.Parse(await respondent.GetStringAsync($"/api/surveys/v1/surveys/{project.Survey}"))!;
        form["consents"]!.AsArray().Select(c => c!["purpose"]!.GetValue<string>()).ShouldBe(["research", "quotation"]);
        form["consents"]![0]!["wording"]!["cy"]!.GetValue<string>().ShouldNotBeEmpty();

        var silent = await SubmittedAsync("NOT-TICKED", []);
        var ticked = await SubmittedAsync("TICKED", ["quotation", "research"]);

        await HeldBackAsync(staff, project, silent, "NOT-TICKED");
        (await TextsAsync(staff, project)).ShouldContain("TICKED");
        (await ExportedAsync(staff, project)).ShouldContain("TICKED");
        var results = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{project.Survey}/results"))!;
        results["responses"].ShouldBeNull("two are too few to show");
        await Eventually.Succeeds(() =>
        {
            given.Single(e => e.ContributionId == silent).Consents.ShouldBe([]);
            given.Single(e => e.ContributionId == ticked).Consents.ShouldBe(["research", "quotation"]);
            return Task.CompletedTask;
        });

        async Task<Guid> SubmittedAsync(string story, string[] consents) => (await Answering.SubmittedAsync(
            respondent, project.Survey, new { answers = new { story }, consents }))["id"]!.GetValue<Guid>();
    }

    [Theory]
    [InlineData("anonymous", "contact", "research, quotation")]
    [InlineData("confidential", "research", "participants give theirs to the Lab")]
    public async Task A_form_takes_the_consents_that_it_asks_for_and_no_other(string mode, string purpose, string told)
    {
        var project = await app.ProjectAsync(mode);
        using var staff = app.Client(SurveysApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{project.Survey}/responses", new
        {
            answers = new { story = "Words" }, consents = new[] { purpose },
            participantId = mode == "anonymous" ? null : (Guid?)Guid.NewGuid(),
        });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["errors"]!["/consents/0"]![0]!.GetValue<string>().ShouldContain(told);
    }

    async Task HeldBackAsync(HttpClient staff, CodedProject project, Guid response, string words)
    {
        (await TextsAsync(staff, project)).ShouldNotContain(words);
        (await ExportedAsync(staff, project)).ShouldNotContain(words);
        using var coder = app.Coder();
        using var refused = await coder.PostAsJsonAsync($"/api/surveys/v1/surveys/{project.Survey}/responses/{response}/passages", new
        {
            question = "story", start = 0, end = 3, themeId = project.Theme,
        });
        refused.IsSuccessStatusCode.ShouldBeFalse();
    }

    static Task<string> TextsAsync(HttpClient staff, CodedProject project) =>
        staff.GetStringAsync($"/api/surveys/v1/surveys/{project.Survey}/texts?question=story");

    static async Task<string> ExportedAsync(HttpClient staff, CodedProject project)
    {
        var export = await SurveyToExport.ExportAsync(staff, project.Survey, "jsonLines");
        return await staff.GetStringAsync(export["content"]!.GetValue<string>());
    }
}
