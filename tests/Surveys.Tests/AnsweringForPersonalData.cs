using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class AnsweringForPersonalData(SurveysApp app) : IClassFixture<SurveysApp>
{
    static object Answers(Guid who, string friend) => new { participantId = who, answers = new { role = "lived", years = 12, story = $"Ask {friend} about me." } };

    [Fact]
    public async Task An_export_holds_the_answers()
    {
        var (survey, who) = (await app.OpenSurveyAsync("identified"), Guid.NewGuid());
        using var staff = app.Client(SurveysApp.AllScopes);
        await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", Answers(who, "Yolanda"));

        var response = (await app.ExportAsync(who))["responses"]!.AsArray().ShouldHaveSingleItem()!;

        response["surveyId"]!.GetValue<Guid>().ShouldBe(survey);
        response["answers"]!["story"]!.GetValue<string>().ShouldBe("Ask Yolanda about me.");
    }

    [Fact]
    public async Task An_erasure_leaves_the_results_and_neither_the_person_nor_their_own_words()
    {
        var (survey, who) = (await app.OpenSurveyAsync("identified"), Guid.NewGuid());
        using var staff = app.Client(SurveysApp.AllScopes);
        foreach (var participant in Enumerable.Range(0, 9).Select(_ => Guid.NewGuid()).Append(who))
            await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", participant == who
                ? Answers(who, "Zbigniew")
                : new { participantId = participant, answers = new { role = "lived", years = 12, story = "Nothing to hide." } });
        var before = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}/results"))!;

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString(), "Zbigniew")).ShouldBeEmpty();
        var after = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}/results"))!;
        after["responses"]!.GetValue<int>().ShouldBe(10);
        Closed(after).ShouldBe(Closed(before));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey}' AND answers ->> 'story' = 'Nothing to hide.'")).ShouldBe(9);
    }

    static string Closed(JsonNode results) => string.Join('\n', results["questions"]!.AsArray().Where(q => q!["id"]!.GetValue<string>() != "story").Select(q => q!.ToJsonString()));
}
