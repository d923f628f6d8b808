using System.Collections.Concurrent;
using System.Text.Json;
using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

/// <summary>The launch survey with its answers. Responses get their ids from the platform: the answer to each tells it.</summary>
static class RunSurvey
{
    /// <summary>Everybody in the story ticked both boxes of the form.</summary>
    static readonly string[] Consents = ["research", "quotation"];

    public static Guid SurveyId(LabDraw draw) => draw.Id("survey", draw.Facts.Survey!.Key, 0);

    public static async Task<IReadOnlyList<Contribution>> Play(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct)
    {
        if (draw.Facts.Survey is not { } survey) return [];
        var questionnaireId = draw.Id("questionnaire", survey.Key, 0);
        await gateway.Create("/api/surveys/v1/questionnaires", questionnaireId, new
        {
            id = questionnaireId, draw.ProjectId, survey.Key, survey.Title,
            questions = survey.Questions.Select(q => new { q.Id, q.Type, q.Text, q.Required, options = q.Options ?? [], q.Min, q.Max }),
        }, ct);
        var surveyId = SurveyId(draw);
        await gateway.Create("/api/surveys/v1/surveys", surveyId, new
        {
            id = surveyId, questionnaireId, survey.Title, survey.Mode, openedOn = survey.FirstDay,
        }, ct);

        var given = new ConcurrentDictionary<string, Guid>();
        var submitted = await Progress.Each("survey responses", draw.Responses, async (response, stop) =>
        {
            var answer = await Submit(draw, response, gateway, stop);
            given[response.Key] = answer.GetProperty("id").GetGuid();
            return Outcome.New;
        }, ct);
        await gateway.Do(
            $"/api/surveys/v1/surveys/{surveyId}/close", new { reason = survey.CloseReason, closedOn = survey.LastDay },
            done: "survey-closed", ct);
        progress.Say(draw.Slug, submitted);
        return [.. draw.Responses.Select(response => new Contribution(given[response.Key], response.Key, response.Said.Passages))];
    }

    /// <summary>Submits a response; again, it gets the first answer.</summary>
    public static Task<JsonElement> Submit(LabDraw draw, SimulatedResponse response, Gateway gateway, CancellationToken ct) =>
        gateway.Submit(
            $"/api/surveys/v1/surveys/{SurveyId(draw)}/responses", response.Key, new { response.Answers, response.GivenOn, Consents }, ct);
}
