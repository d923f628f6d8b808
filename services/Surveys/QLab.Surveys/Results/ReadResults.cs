using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Results;

/// <param name="Simulated">True when the answers are made up.</param>
/// <param name="Responses">How many responses were submitted.</param>
sealed record SurveyResults(Guid SurveyId, bool Simulated, int Responses, IReadOnlyList<QuestionResults> Questions);

static class ReadResults
{
    public static async Task<Results<Ok<SurveyResults>, ProblemHttpResult>> Handle(Guid id, SurveysDb db, CancellationToken ct)
    {
        var found = await (
            from survey in db.Surveys
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            join project in db.Projects on survey.ProjectId equals project.Id
            where survey.Id == id
            select new { questionnaire.Definition, project.Simulated }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();

        var questions = found.Definition.InPageOrder().Where(q => q.Type != QuestionType.Section).ToList();
        var count = 0;
        var answers = questions.ToDictionary(question => question.Id, _ => new List<JsonElement>());
        await foreach (var response in db.Responses.Where(r => r.SurveyId == id && !r.Withdrawn).Select(r => r.Answers).AsAsyncEnumerable().WithCancellation(ct))
        {
            count++;
            foreach (var answer in response.RootElement.EnumerateObject().Where(a => a.Value.ValueKind != JsonValueKind.Null))
                answers[answer.Name].Add(answer.Value);
        }
        return TypedResults.Ok(new SurveyResults(id, found.Simulated, count, [.. questions.Select(q => QuestionTally.Of(q, answers[q.Id]))]));
    }
}
