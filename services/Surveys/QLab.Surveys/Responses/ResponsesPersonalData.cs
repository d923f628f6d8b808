using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Responses;

/// <summary>
/// The response stays, so that results stay what they were; whose it was and every answer in somebody's own words do not.
/// An anonymous response is nobody's, so it is neither found nor erased here.
/// </summary>
sealed class ResponsesPersonalData(SurveysDb db, Tallies tallies, TimeProvider time) : IPersonalData
{
    public string Name => "responses";

    public IReadOnlyList<string> Tables => ["responses", "batched_responses", "earlier_answers", "saved_answers"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from response in Of(subject)
        join survey in db.Surveys on response.SurveyId equals survey.Id
        orderby response.SubmittedAt
        select new
        {
            response.Id, response.SurveyId, Survey = survey.Title, response.ParticipantId, response.Answers, response.SubmittedAt,
            response.Consents, response.ConsentVersion,
        }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        foreach (var id in await Of(subject).OrderBy(r => r.SurveyId).ThenBy(r => r.Id).Select(r => r.Id).ToListAsync(ct))
        {
            if (await ResponseChanges.LockAsync(db, id, ct) is not { } response) continue;
            var definition = await (
                from survey in db.Surveys
                join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
                where survey.Id == response.SurveyId
                select questionnaire.Definition).SingleAsync(ct);
            await db.AloneWithConsentsOfAsync(response.SurveyId, ct);
            await tallies.TakeOutAsync(db, response, ct);
            await db.LeaveBatchAsync(response, ct);
            await ResponseChanges.UncodeAsync(db, response, time.GetUtcNow(), ct);
            var answers = FreeText.Without(definition, response.Answers.RootElement);
            foreach (var earlier in await db.EarlierAnswers.Where(e => e.ResponseId == id).ToListAsync(ct))
                earlier.Answers = JsonDocument.Parse(FreeText.Without(definition, earlier.Answers.RootElement));
            await db.Database.ExecuteSqlAsync(
                $"UPDATE responses SET participant_id = NULL, consents = '{{}}', answers = {answers}::jsonb WHERE id = {id}", ct);
            // An export as of before still has the response, without the words.
            db.EarlierAnswers.Add(new()
            {
                ResponseId = id, SurveyId = response.SurveyId, Position = response.Position,
                UntilPosition = await ResponseChanges.MoveAsync(db, id, ct),
                Language = response.Language, Answers = JsonDocument.Parse(answers),
            });
            await db.SaveChangesAsync(ct);
        }
    }

    IQueryable<Response> Of(DataSubject subject) =>
        db.Responses.Where(r => r.ParticipantId != null && subject.Pseudonyms.Contains(r.ParticipantId.Value));
}
