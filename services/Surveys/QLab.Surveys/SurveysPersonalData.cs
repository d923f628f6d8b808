using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Consents;
using QLab.Surveys.Imports;
using QLab.Surveys.Invitations;
using QLab.Surveys.Responses;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys;

/// <summary>What this service keeps about people, but for what coding keeps of coders.</summary>
static class SurveysPersonalData
{
    public static void AddSurveysPersonalData(this IServiceCollection services)
    {
        services.AddScoped<IPersonalData, InvitationsPersonalData>();
        services.AddScoped<IPersonalData, ResponsesPersonalData>();
        // Lines on their way into a survey, there for seconds. Whoever is erased in them is not imported.
        services.AddPersonalRows<ImportLine>(
            "importedLines", ["import_lines"],
            subject => line => line.ParticipantId != null && subject.Pseudonyms.Contains(line.ParticipantId.Value),
            lines => lines.Select(l => new { l.ImportId, l.ParticipantId, Answers = AsJson(l.Answers), l.SubmittedAt }));
    }

    static JsonElement AsJson(string answers) => JsonElement.Parse(answers);
}

sealed class InvitationsPersonalData(SurveysDb db, Ballots ballots) : IPersonalData
{
    public string Name => "invitations";

    public IReadOnlyList<string> Tables => ["invitations", "ballots", "ballot_tokens", "ballot_stocks"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from invitation in db.Invitations
        join survey in db.Surveys on invitation.SurveyId equals survey.Id
        where subject.Pseudonyms.Contains(invitation.ParticipantId)
        select new { invitation.SurveyId, Survey = survey.Title, invitation.ParticipantId }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        await ballots.TakeBackAsync(
            await db.Invitations.Where(i => subject.Pseudonyms.Contains(i.ParticipantId)).ToListAsync(ct), ct);
}

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

/// <summary>What in an answer could tell who gave it: everything that was not chosen from a list or counted.</summary>
static class FreeText
{
    const string Gone = "–";

    /// <summary>The answers without it. That something else was said besides the options still counts.</summary>
    public static string Without(Definition definition, JsonElement answers)
    {
        var kept = JsonNode.Parse(answers.GetRawText())!.AsObject();
        foreach (var question in definition.InPageOrder())
        {
            if (IsOwn(question.Type)) kept.Remove(question.Id);
            else if (question.Other && kept[question.Id] is { } answer) Silence(answer);
        }
        return kept.ToJsonString();
    }

    static void Silence(JsonNode answer)
    {
        if (answer is JsonArray several)
            foreach (var one in several.OfType<JsonObject>()) Silence(one);
        else if (answer is JsonObject own && own.ContainsKey("other")) own["other"] = Gone;
    }

    static bool IsOwn(QuestionType type) => type is QuestionType.ShortText or QuestionType.LongText or QuestionType.Email or QuestionType.Url or QuestionType.Hidden
        or QuestionType.Date or QuestionType.DateTime or QuestionType.Attachment or QuestionType.Reference;
}
