using System.Globalization;
using System.Text.Json;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.Surveys.Results.Tallying;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Results;

/// <summary>Reads what a query asks for against the survey's questions.</summary>
sealed class Filters(AskedSurvey survey)
{
    /// <summary>How people take part, as the participants service says it.</summary>
    static readonly string[] Perspectives = ["livedExperience", "carer", "professional"];

    readonly SurveyMode mode = survey.Mode;
    readonly IReadOnlyDictionary<string, Question> questions = survey.Questions;
    readonly Dictionary<string, string[]> faults = [];

    public Dictionary<string, string[]> Faults => faults;

    public TallyQuery Read(ResultQuery query)
    {
        var terms = new List<Filter>();
        foreach (var (filter, index) in (query.Filter ?? []).Select((filter, index) => (filter, index)))
            if (Answer(filter, $"/filter/{index}") is var (dimension, value))
            {
                var same = terms.FindIndex(term => term.Of == dimension);
                if (same < 0) terms.Add(new(dimension, [value]));
                else terms[same] = new(dimension, [.. terms[same].Values.Append(value).Distinct().Order(StringComparer.Ordinal)]);
            }
        if (query.Language is { } language)
        {
            if (!survey.Definition.Languages.Contains(language)) faults["/language"] =
                [$"The questionnaire has no such language; it has: {string.Join(", ", survey.Definition.Languages)}."];
            terms.Add(new(new(DimensionKind.Language), [language]));
        }
        if (query.Perspective is { } perspective)
        {
            if (mode == SurveyMode.Anonymous)
                faults["/perspective"] = ["An anonymous survey does not know perspectives: ask for them in the questionnaire."];
            else if (!Perspectives.Contains(perspective))
                faults["/perspective"] = [$"There is no such perspective; there are: {string.Join(", ", Perspectives)}."];
            terms.Add(new(new(DimensionKind.Perspective), [perspective]));
        }
        if (query.From?.Year is < 1900 or > 2200) faults["/from"] = ["The day is between 1900 and 2200."];
        if (query.To?.Year is < 1900 or > 2200) faults["/to"] = ["The day is between 1900 and 2200."];
        if (query.From > query.To) faults["/from"] = ["The first day is after the last."];
        return new()
        {
            Filters = [.. terms.OrderBy(t => t.Of.Kind)
                .ThenBy(t => t.Of.Question, StringComparer.Ordinal)
                .ThenBy(t => t.Of.Row, StringComparer.Ordinal)],
            From = query.From, To = query.To,
        };
    }

    /// <summary>What two questions, or the language or perspective, are crossed by.</summary>
    public Dimension? Dimension(string? name, string pointer)
    {
        switch (name)
        {
            case null or "":
                faults[pointer] = ["Name a question by its id, language, or perspective."];
                return null;
            case "language":
                return new(DimensionKind.Language);
            case "perspective" when mode == SurveyMode.Anonymous:
                faults[pointer] = ["An anonymous survey does not know perspectives: ask for them in the questionnaire."];
                return null;
            case "perspective":
                return new(DimensionKind.Perspective);
        }
        var (id, row) = Split(name);
        if (Question(id, row, pointer) is not { } question) return null;
        if (question.Type is QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert or QuestionType.YesNo or QuestionType.NetPromoter or QuestionType.Matrix
            || question is { Type: QuestionType.Rating } && (question.Max ?? 5) - (question.Min ?? 1) <= 20) return new(
                DimensionKind.Answer, id, row);
        faults[pointer] = ["Only questions with a few possible answers can be crossed: choices, Likert scales, rows of a matrix, yes or no, ratings, recommendations."];
        return null;
    }

    /// <summary>What can be followed over time.</summary>
    public Dimension? Measured(string? name, string pointer)
    {
        var (id, row) = Split(name ?? "");
        if (Question(id, row, pointer) is not { } question) return null;
        if (question.Type is QuestionType.Number or QuestionType.Quantity or QuestionType.Score or QuestionType.Rating or QuestionType.NetPromoter
            or QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert or QuestionType.YesNo or QuestionType.Matrix) return new(DimensionKind.Answer, id, row);
        faults[pointer] = ["Only numbers, scores, scales and choices can be followed over time."];
        return null;
    }

    (Dimension, string)? Answer(string filter, string pointer)
    {
        if (filter is not { Length: <= 300 } || filter.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals))
        {
            faults[pointer] = ["Write question=value, or question/row=value for a matrix."];
            return null;
        }
        var (id, row) = Split(filter[..equals]);
        if (Question(id, row, pointer) is not { } question) return null;
        var value = Value(question, filter[(equals + 1)..]);
        if (value is null) faults[pointer] = [Possible(question)];
        return value is null ? null : (new(DimensionKind.Answer, id, row), value);
    }

    Question? Question(string id, string? row, string pointer)
    {
        if (!questions.TryGetValue(id, out var question))
            faults[pointer] = ["There is no question with this id."];
        else if (question.Type == QuestionType.Matrix ? question.Rows.All(r => r.Value != row) : row is not null)
            faults[pointer] =
                [question.Type == QuestionType.Matrix ? "Name a row of this matrix, as question/row." : "This question has no rows."];
        else return question;
        return null;
    }

    static (string, string?) Split(string name) =>
        name.IndexOf('/') is >= 0 and var slash ? (name[..slash], name[(slash + 1)..]) : (name, null);

    /// <returns>Null when nobody can answer so.</returns>
    static string? Value(Question question, string text) => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert or QuestionType.Matrix =>
            question.Options.Any(option => option.Value == text) ? text : question.Other && text == "other" ? Dimensions.Other : null,
        QuestionType.YesNo => text is "true" or "false" ? text : null,
        QuestionType.NetPromoter when Dimensions.RecommendationGroups.Contains(text) => text,
        QuestionType.NetPromoter or QuestionType.Rating or QuestionType.Number or QuestionType.Score =>
            decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && IsPossible(question, number) ? Dimensions.Plain(number) : null,
        _ => null,
    };

    static bool IsPossible(Question question, decimal number) =>
        question.Type == QuestionType.Score
            || AnswerRules.Fault(question with { Repeats = false }, JsonSerializer.SerializeToElement(number)) is null;

    static string Possible(Question question) => question.Type switch
    {
        QuestionType.YesNo => "The value is true or false.",
        QuestionType.NetPromoter => "The value is 0 to 10, promoter, passive or detractor.",
        QuestionType.Rating or QuestionType.Number or QuestionType.Score => "The value is a number that the question takes.",
        QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert or QuestionType.Matrix =>
            $"The value is one of: {string.Join(", ", question.Options.Take(20).Select(option => option.Value))}{(question.Other ? ", or other" : "")}.",
        _ => "Responses cannot be filtered by this kind of question.",
    };
}
