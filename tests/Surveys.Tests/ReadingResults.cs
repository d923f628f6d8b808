using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

public sealed class ReadingResults(SurveysApp app) : IClassFixture<SurveysApp>
{
    [Fact]
    public async Task Counts_means_and_hides_small_numbers()
    {
        var survey = await app.OpenSurveyAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        for (var i = 0; i < 20; i++)
            await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new { answers = new { role = i < 9 ? "lived" : "work", listened = i < 3 ? "never" : "always", years = i } });

        var results = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{survey}/results"))!;

        results["responses"]!.GetValue<int>().ShouldBe(20);
        results["simulated"]!.GetValue<bool>().ShouldBeTrue();
        Count(results, "role", "lived").ShouldBe(9);
        Count(results, "role", "work").ShouldBe(11);
        Count(results, "listened", "never").ShouldBeNull();
        Count(results, "listened", "always").ShouldBeNull("else 3 could be worked out from the total");
        Question(results, "years")["mean"]!.GetValue<decimal>().ShouldBe(9.5m);
    }

    static JsonNode Question(JsonNode results, string id) => results["questions"]!.AsArray().Single(q => q!["id"]!.GetValue<string>() == id)!;

    static int? Count(JsonNode results, string question, string value) =>
        Question(results, question)["options"]!.AsArray().Single(o => o!["value"]!.GetValue<string>() == value)!["count"]?.GetValue<int>();
}
