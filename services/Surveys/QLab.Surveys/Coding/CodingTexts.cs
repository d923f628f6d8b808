using Microsoft.EntityFrameworkCore;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Coding;

/// <summary>A survey as coders see it.</summary>
sealed record CodedSurvey(Guid Id, Guid ProjectId, string Title, Definition Definition)
{
    /// <summary>The questions whose answers can be coded, in page order.</summary>
    public IReadOnlyList<Question> Questions { get; } = [.. Definition.InPageOrder().Where(Texts.IsCoded)];
}

static class CodingTexts
{
    public static Task<CodedSurvey?> CodedSurveyAsync(this SurveysDb db, Guid id, CancellationToken ct) => (
        from survey in db.Surveys
        join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
        where survey.Id == id
        select new CodedSurvey(survey.Id, survey.ProjectId, survey.Title, questionnaire.Definition)).AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>
    /// The text of one answer, which stays as it is until the transaction ends: an amendment or a withdrawal waits for whoever is coding, and they for it.
    /// Coders do not wait for each other.
    /// </summary>
    public static async Task<CodePoints?> HeldTextAsync(this SurveysDb db, CodedSurvey survey, Guid responseId, string question, CancellationToken ct)
    {
        if (survey.Questions.FirstOrDefault(q => q.Id == question) is not { } asked) return null;
        var answers = await db.Responses
            .FromSql($"SELECT * FROM responses WHERE id = {responseId} AND survey_id = {survey.Id} AND NOT withdrawn FOR SHARE")
            .AsNoTracking().Select(r => r.Answers).ToListAsync(ct);
        return answers.Count == 1 && Texts.Of(asked, answers[0].RootElement) is { } text ? new(text) : null;
    }
}
