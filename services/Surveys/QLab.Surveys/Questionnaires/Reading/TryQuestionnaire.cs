using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires.Reading;

/// <param name="Answers">By question id.</param>
public sealed record TryQuestionnaireRequest([property: Required] IReadOnlyDictionary<string, JsonElement> Answers)
{
    /// <summary>Whether answers may still be missing, as while a page is being filled in.</summary>
    public bool Unfinished { get; init; }

    /// <summary>What becomes of answers to questions that are not shown: refuse (the default) or drop.</summary>
    public HiddenAnswers HiddenAnswers { get; init; }
}

/// <param name="Accepted">Whether a survey would take these answers.</param>
/// <param name="Faults">Every fault by JSON Pointer.</param>
/// <param name="Shown">The ids of the questions that these answers bring up, in page order.</param>
/// <param name="Answers">What would be kept.</param>
/// <param name="Scores">The scores that follow from them.</param>
sealed record Tried(
    bool Accepted, IReadOnlyDictionary<string, string[]> Faults, IReadOnlyList<string> Shown,
    IReadOnlyDictionary<string, JsonElement> Answers, IReadOnlyList<TriedScore> Scores);

/// <param name="Band">What a score of this size is called; absent below the first band.</param>
sealed record TriedScore(string Question, decimal Value, LocalText? Band);

static class TryQuestionnaire
{
    public static async Task<Results<Ok<Tried>, ProblemHttpResult>> Handle(
        Guid id, TryQuestionnaireRequest request, SurveysDb db, CancellationToken ct)
    {
        var definition = await db.Questionnaires.AsNoTracking().Where(q => q.Id == id).Select(q => q.Definition).SingleOrDefaultAsync(ct);
        return definition is null ? Refusal.NotFound("questionnaire").ToProblem() : TypedResults.Ok(Try(definition, request));
    }

    static Tried Try(Definition definition, TryQuestionnaireRequest request)
    {
        var check = new Form(definition).Check(request.Answers, request.HiddenAnswers, request.Unfinished);
        var questions = definition.InPageOrder().ToList();
        return new(
            check.Faults.Count == 0, check.Faults, [.. questions.Select(question => question.Id).Where(check.Shown.Contains)], check.Kept,
            [.. questions.Where(question => question.Type == QuestionType.Score && check.Kept.ContainsKey(question.Id))
                .Select(question => Score(question, check.Kept[question.Id].GetDecimal()))]);
    }

    static TriedScore Score(Question question, decimal value) => new(question.Id, value, Scoring.BandOf(question.Score!, value)?.Label);
}
