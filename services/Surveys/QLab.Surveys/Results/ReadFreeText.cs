using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http.Paging;
using QLab.Surveys.Consents;
using QLab.Surveys.Responses;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results;

/// <param name="ResponseId">The contribution that it is part of.</param>
/// <param name="Texts">One, or several where the question may be answered several times.</param>
sealed record TextAnswer(Guid ResponseId, string Language, IReadOnlyList<string> Texts);

/// <summary>
/// What people said in their own words, in the order of the responses' ids, which says nothing about when they came or from whom.
/// </summary>
static class ReadFreeText
{
    public static async Task<Results<Page<TextAnswer>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [Description("The id of a question that takes words, of its own or as other.")] string? question,
        [AsParameters] Paging paging, [AsParameters] ResultQuery query, AskedSurveys surveys, SurveysDb db, Tallies tallies,
        HttpResponse answer, CancellationToken ct)
    {
        if (await surveys.FindAsync(id, ct) is not { } survey) return AskedSurveys.NotFound.ToProblem();
        var filters = new Filters(survey);
        var wanted = filters.Read(query);
        if (question is null || !survey.Questions.TryGetValue(question, out var asked) || !TakesWords(asked))
            filters.Faults["/question"] = ["Name a question that takes words: a text, or a choice with other."];
        if (filters.Faults.Count > 0) return TypedResults.ValidationProblem(filters.Faults);

        await tallies.TellLeftOutAsync(id, answer, ct);
        var responses =
            db.Responses.FromSqlRaw(Select(wanted, survey, out var parameters), [.. parameters]).Where(r => r.SurveyId == id && !r.Withdrawn);
        responses = survey.Questions[question!].Type is QuestionType.ShortText or QuestionType.LongText
            ? responses.Where(r => EF.Functions.JsonExists(r.Answers, question!))
            : responses.Where(r => EF.Functions.JsonContains(r.Answers, Contained(question!, "{}")) || EF.Functions.JsonContains(r.Answers, Contained(question!, "[{}]")));
        return await paging.ReadAsync(responses, r => r.Id, r => new TextAnswer(r.Id, r.Language, Words(r.Answers, question!)), ct);
    }

    static bool TakesWords(Question question) => question.Type is QuestionType.ShortText or QuestionType.LongText || question.Other;

    static string Contained(string question, string json) => $"{{{JsonSerializer.Serialize(question)}:{json}}}";

    static IReadOnlyList<string> Words(JsonDocument answers, string question)
    {
        var answer = answers.RootElement.GetProperty(question);
        return [.. (answer.ValueKind == JsonValueKind.Array ? answer.EnumerateArray() : Enumerable.Repeat(answer, 1)).Select(Word)
            .OfType<string>()];
    }

    static string? Word(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.String => answer.GetString(),
        JsonValueKind.Object when answer.TryGetProperty("other", out var other) => other.GetString(),
        _ => null,
    };

    /// <summary>
    /// The query as SQL; each filter is met by a response that contains one of its values in any of the shapes an answer has.
    /// </summary>
    static string Select(TallyQuery wanted, AskedSurvey survey, out List<object> parameters)
    {
        var (conditions, values) = (new List<string> { UsableResponses.Sql("r") }, new List<object>());
        foreach (var filter in wanted.Filters)
            conditions.Add(filter.Of.Kind switch
            {
                DimensionKind.Language => $"language = {Parameter(filter.Values[0])}",
                DimensionKind.Perspective => $"{Parameter(filter.Values[0])} = ANY(perspectives)",
                _ => $"answers @> ANY({Parameter(Shapes(filter, survey.Questions[filter.Of.Question!]))}::jsonb[])",
            });
        if (wanted.From is { } from) conditions.Add($"submitted_at >= {Parameter(from.ToDateTime(default, DateTimeKind.Utc))}");
        if (wanted.To is { } to) conditions.Add($"submitted_at < {Parameter(to.AddDays(1).ToDateTime(default, DateTimeKind.Utc))}");
        parameters = values;
        return $"SELECT r.*, r.xmin FROM responses r WHERE {string.Join(" AND ", conditions)}";

        string Parameter(object value)
        {
            values.Add(new NpgsqlParameter($"f{values.Count}", value));
            return $"@f{values.Count - 1}";
        }
    }

    static string[] Shapes(Filter filter, Question question) =>
    [
        .. from value in filter.Values
           from json in Json(question, value)
           from shape in filter.Of.Row is { } row ? [$"{{{JsonSerializer.Serialize(row)}:{json}}}"] : question.Type == QuestionType.MultipleChoice ? new[] { $"[{json}]" } : question.Repeats ? [$"[{json}]"] : [json]
           select Contained(question.Id, shape),
    ];

    static IEnumerable<string> Json(Question question, string value) => question.Type switch
    {
        QuestionType.NetPromoter when Dimensions.RecommendationGroups.Contains(value) =>
            Enumerable.Range(0, 11).Where(likely => Dimensions.RecommendationGroup(likely) == value).Select(likely => Dimensions.Plain(likely)),
        QuestionType.YesNo or QuestionType.NetPromoter or QuestionType.Rating or QuestionType.Number or QuestionType.Score => [value],
        _ => [value == Dimensions.Other ? "{}" : JsonSerializer.Serialize(value)],
    };
}
