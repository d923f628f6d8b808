using System.Net;
using System.Text.Json.Nodes;

namespace QLab.Surveys.Tests;

public sealed class ReadingDifferences(SurveysApp app)
{
    [Fact]
    public async Task Counts_the_responses_that_a_change_concerns_and_withholds_small_numbers()
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        var project = await app.KnownProjectAsync();
        var first = await PublishAsync(staff, project, 100);
        var second = await PublishAsync(staff, project, 9);
        var third = await PublishAsync(staff, project, 1);
        var survey = await SurveysApp.CreatedAsync(staff, "surveys", new { questionnaireId = first, title = "Years", mode = "anonymous" });
        for (var i =
            0; i < 20; i++) await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new { answers = new { years = i } });

        var differences = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/questionnaires/{second}/differences?from={first}&survey={survey}"))!;
        differences["changes"]![0]!["says"]!.GetValue<string>().ShouldBe("years is stricter: max was 100 and is now 9.");
        differences["answers"]![0]!["survive"]!.GetValue<string>().ShouldBe("some");
        differences["survey"]!["responses"]!.GetValue<int>().ShouldBe(20);
        var years = differences["survey"]!["questions"]![0]!;
        (years["stay"]!.GetValue<int>(), years["lost"]!.GetValue<int>(), years["without"]!.GetValue<int>()).ShouldBe((10, 10, 0));

        var small = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/questionnaires/{third}/differences?from={first}&survey={survey}"))!["survey"]!["questions"]![0]!;
        small["stay"].ShouldBeNull();
        small["lost"].ShouldBeNull("else the two that stay could be worked out");

        using var another = await staff.GetAsync($"/api/surveys/v1/questionnaires/{first}/differences?from={second}&survey={survey}");
        another.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var nothing = await staff.GetAsync($"/api/surveys/v1/questionnaires/{first}/differences?from={Guid.NewGuid()}");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    static Task<Guid> PublishAsync(HttpClient staff, Guid project, int max) => SurveysApp.CreatedAsync(staff, "questionnaires", new
    {
        projectId = project, key = "years", title = "Years", questions = new object[] { new { id = "years", type = "number", text = "Years?", min = 0, max } },
    });
}
