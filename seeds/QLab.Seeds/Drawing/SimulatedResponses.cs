using System.Globalization;
using QLab.Seeds.Facts;

namespace QLab.Seeds.Drawing;

/// <param name="Key">The idempotency key: it stays the same on every play.</param>
/// <param name="GivenOn">A day while the survey was open in the story.</param>
sealed record SimulatedResponse(string Key, DateOnly GivenOn, IReadOnlyDictionary<string, object> Answers, Said Said);

/// <summary>Answers to the launch survey; each theme comes first in turn, so that every theme is heard.</summary>
static class SimulatedResponses
{
    const int SkipsPercent = 15;

    static readonly string[] RatherNever =
        ["never", "never", "rarely", "rarely", "rarely", "rarely", "sometimes", "sometimes", "sometimes", "often"];

    public static IReadOnlyList<SimulatedResponse> Of(Lab lab)
    {
        if (lab.Survey is not { } survey) return [];
        var (chance, days) = (new Chance($"{lab.Slug}/responses"), new Chance($"{lab.Slug}/days of responses"));
        return [.. Enumerable.Range(1, lab.Project.Headline.Responses.Number)
            .Select(number => Response(lab, survey, number, chance) with
            {
                GivenOn = survey.FirstDay.AddDays(days.Below(survey.LastDay.Day)),
            })];
    }

    static SimulatedResponse Response(Lab lab, SurveyFacts survey, int number, Chance chance)
    {
        var said = Said.By(chance, lab.Themes[number % lab.Themes.Count], lab.Themes);
        var answers = new Dictionary<string, object>();
        foreach (var question in survey.Questions)
            if (question.Required || !chance.Percent(SkipsPercent))
                answers[question.Id] = Answer(question, said, chance);
        return new($"{lab.Slug}/response/{number.ToString("000", CultureInfo.InvariantCulture)}", survey.FirstDay, answers, said);
    }

    static object Answer(QuestionFacts question, Said said, Chance chance) => question.Type switch
    {
        "singleChoice" => chance.Pick(question.Options!).Value,
        "multipleChoice" => chance.Sample(question.Options!, 1 + chance.Below(3)).Select(option => option.Value).ToArray(),
        "likert" => chance.Pick(RatherNever),
        "number" => (int)question.Min! + chance.Below(40),
        "longText" => said.Text,
        _ => throw new InvalidOperationException($"Nobody can answer a question of type {question.Type}."),
    };
}
