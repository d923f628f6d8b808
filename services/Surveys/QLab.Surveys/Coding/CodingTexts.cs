using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Coding;

/// <summary>A survey as coders see it.</summary>
sealed record CodedSurvey(Guid Id, Guid ProjectId, string Title, Definition Definition)
{
    /// <summary>The questions whose answers can be coded, in page order.</summary>
    public IReadOnlyList<Question> Questions { get; } = [.. Definition.InPageOrder().Where(Texts.IsCoded)];

    /// <summary>Whether a question can be asked about; none means all.</summary>
    public bool Codes(string? question) => question is null || Questions.Any(q => q.Id == question);
}

static class CodingTexts
{
    public static Task<CodedSurvey?> CodedSurveyAsync(this SurveysDb db, Guid id, CancellationToken ct) => (
        from survey in db.Surveys
        join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
        where survey.Id == id
        select new CodedSurvey(survey.Id, survey.ProjectId, survey.Title, questionnaire.Definition)).AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>
    /// The responses whose words may be read for research: none that was taken back, and none without a consent to its use.
    /// </summary>
    public static IQueryable<Response> CodedResponses(this SurveysDb db, Guid surveyId) =>
        db.Usable().Where(r => r.SurveyId == surveyId);

    /// <summary>
    /// The text of one answer, which stays as it is until the transaction ends: an amendment or a withdrawal waits for whoever is
    /// coding, and they for it. Coders do not wait for each other.
    /// </summary>
    public static async Task<CodePoints?> HeldTextAsync(
        this SurveysDb db, CodedSurvey survey, Guid responseId, string question, CancellationToken ct)
    {
        if (survey.Questions.FirstOrDefault(q => q.Id == question) is not { } asked) return null;
        await db.Database.ExecuteSqlAsync($"SELECT FROM responses WHERE id = {responseId} FOR SHARE", ct);
        var answers = await db.CodedResponses(survey.Id).Where(r => r.Id == responseId).Select(r => r.Answers).SingleOrDefaultAsync(ct);
        return answers is not null && Texts.Of(asked, answers.RootElement) is { } text ? new(text) : null;
    }

    public static async Task<CodeBook> CodeBookAsync(this SurveysDb db, Guid project, CancellationToken ct) =>
        new(await db.Set<Theme>().AsNoTracking().Where(t => t.ProjectId == project).ToListAsync(ct));

    /// <summary>Why nothing new can be coded to a theme.</summary>
    public static Refusal? Refused(this CodeBook book, Guid theme) =>
        book.Closed(theme) is { } closed ? Refusal.Conflict(closed.Name, closed.Detail) with { ExistingId = closed.Into }
        : book.Knows(theme) ? null
        : Refusal.NotKnownHere("theme");
}
