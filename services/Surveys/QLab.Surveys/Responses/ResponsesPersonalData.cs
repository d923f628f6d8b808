using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Responses;

/// <summary>
/// The response stays, so that results stay what they were; whose it was and every answer in somebody's own words do not.
/// An anonymous response is nobody's, so it is neither found nor erased here.
/// </summary>
sealed class ResponsesPersonalData(SurveysDb db) : IPersonalData
{
    public string Name => "responses";

    public IReadOnlyList<string> Tables => ["responses", "earlier_answers", "saved_answers"];

    public async Task<object?> ExportAsync(Whose whose, CancellationToken ct) => await (
        from response in Of(whose)
        join survey in db.Surveys on response.SurveyId equals survey.Id
        orderby response.SubmittedAt
        select new { response.Id, response.SurveyId, Survey = survey.Title, response.ParticipantId, response.Answers, response.SubmittedAt }).ToListAsync(ct);

    public async Task EraseAsync(Whose whose, CancellationToken ct)
    {
        var given = await (
            from response in Of(whose)
            join survey in db.Surveys on response.SurveyId equals survey.Id
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            select new { response.Id, questionnaire.Definition }).ToListAsync(ct);
        foreach (var response in given)
        {
            string[] ownWords = [.. response.Definition.InPageOrder().Where(q => q.Type is QuestionType.LongText).Select(q => q.Id)];
            await db.Database.ExecuteSqlAsync(
                $"UPDATE responses SET participant_id = NULL, answers = answers - {ownWords} WHERE id = {response.Id}", ct);
        }
    }

    IQueryable<Response> Of(Whose whose) =>
        db.Responses.Where(r => r.ParticipantId != null && whose.Pseudonyms.Contains(r.ParticipantId.Value));
}
