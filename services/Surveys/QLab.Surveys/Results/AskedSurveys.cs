using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Results.Tallying;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Results;

/// <summary>A survey whose results are asked for.</summary>
sealed record AskedSurvey(Guid Id, SurveyMode Mode, bool Simulated, Definition Definition)
{
    public IReadOnlyDictionary<string, Question> Questions { get; } = Definition.InPageOrder()
        .DistinctBy(q => q.Id)
        .ToDictionary(q => q.Id);

    /// <summary>Whether a response can be in several groups.</summary>
    public bool Overlaps(Dimension by) =>
        by.Kind == DimensionKind.Perspective
            || by.Question is { } id && Questions[id] is var question && (question.Type == QuestionType.MultipleChoice || question.Repeats);

    /// <summary>What people answer, in page order.</summary>
    public IEnumerable<Question> Counted =>
        Definition.InPageOrder().Where(q => q.Type is not (QuestionType.Section or QuestionType.Display));
}

sealed class AskedSurveys(SurveysDb db)
{
    public static Refusal NotFound => Refusal.NotFound("survey");

    public Task<AskedSurvey?> FindAsync(Guid id, CancellationToken ct) => (
        from survey in db.Surveys.AsNoTracking()
        join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
        join project in db.Projects on survey.ProjectId equals project.Id
        where survey.Id == id
        select new AskedSurvey(survey.Id, survey.Mode, project.Simulated, questionnaire.Definition)).SingleOrDefaultAsync(ct);
}
