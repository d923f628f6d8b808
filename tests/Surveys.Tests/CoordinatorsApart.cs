using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>Who coordinates one project meets its surveys as staff do, and those of others as everybody does.</summary>
public sealed class CoordinatorsApart(SurveysApp app)
{
    static readonly string[] Lists = ["GET /surveys", "GET /questionnaires", "GET /questionnaire-drafts"];

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_knows_nothing_of_another_project()
    {
        var survey = await app.OpenSurveyAsync();
        var questionnaire = await app.ScalarAsync<Guid>($"SELECT questionnaire_id FROM surveys WHERE id = '{survey}'");
        var elsewhere = new Dictionary<string, Guid>
        {
            ["projects"] = await app.ScalarAsync<Guid>($"SELECT project_id FROM surveys WHERE id = '{survey}'"),
            ["surveys"] = survey, ["questionnaires"] = questionnaire, ["Questionnaire"] = questionnaire,
        };
        (await app.OpenToCoordinatorsAsync(SurveysApp.AllScopes, elsewhere, Lists)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lists_show_what_is_of_their_own_project()
    {
        var survey = await app.OpenSurveyAsync();
        var questionnaire = await app.ScalarAsync<Guid>($"SELECT questionnaire_id FROM surveys WHERE id = '{survey}'");
        var project = await app.ScalarAsync<Guid>($"SELECT project_id FROM surveys WHERE id = '{survey}'");
        using var own = app.Coordinator(SurveysApp.AllScopes, project);
        using var another = app.Coordinator(SurveysApp.AllScopes, Guid.NewGuid());

        foreach (var (list, id) in new[] { ("surveys", survey), ("questionnaires", questionnaire) })
        {
            (await own.GetStringAsync($"/api/surveys/v1/{list}?limit=200")).ShouldContain(id.ToString());
            (await another.GetStringAsync($"/api/surveys/v1/{list}?limit=200")).ShouldNotContain(id.ToString());
        }
        (await another.GetStringAsync("/api/surveys/v1/questionnaire-drafts")).ShouldBe("[]");
        (await own.GetStringAsync($"/api/surveys/v1/surveys/{survey}/results")).ShouldContain("questions");
    }
}
