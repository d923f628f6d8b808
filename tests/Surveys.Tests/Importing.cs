using System.Net;
using System.Text.Json.Nodes;
using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>How tests bring in responses that were given elsewhere.</summary>
static class Importing
{
    public static async Task<JsonNode> ImportAsync(this InvitedSurvey survey, string csv, string query = "") =>
        await SettledAsync(survey, await survey.SendCsvAsync($"imports{query}", csv), "imported");

    /// <summary>What became of a file, once that is settled.</summary>
    public static async Task<JsonNode> SettledAsync(this InvitedSurvey survey, (HttpStatusCode Status, string Body) taken, string state)
    {
        taken.Status.ShouldBe(HttpStatusCode.Accepted, taken.Body);
        using var staff = survey.App.Client(SurveysApp.AllScopes);
        JsonNode import = null!;
        await Eventually.Succeeds(async () =>
        {
            import = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/imports/{JsonNode.Parse(taken.Body)!["id"]}"))!;
            import["finishedAt"].ShouldNotBeNull();
        });
        import["state"]!.GetValue<string>().ShouldBe(state, import.ToJsonString());
        return import;
    }

    /// <summary>Only looked at: nothing of it is kept.</summary>
    public static async Task<JsonNode> CheckAsync(this InvitedSurvey survey, string csv) =>
        await survey.SettledAsync(await survey.SendCsvAsync("imports?dryRun=true", csv), "checked");

    public static IEnumerable<string> Faults(JsonNode import) =>
        import["faults"]!.AsArray().Select(fault => $"{fault!["line"]} {fault["column"]}: {fault["fault"]}");

    public static Task<long> CountAsync(this InvitedSurvey survey) =>
        survey.App.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey.Id}'");
}
