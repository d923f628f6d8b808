using QLab.Questionnaires;
using QLab.ServiceDefaults.Disclosure;
using QLab.Surveys.Results.Figures;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results;

/// <summary>
/// Results as partners see them. Under a filter everything is compared with everything else that they can see: all groups that the same
/// question parts the responses into, and all responses. A question is withheld where any group has a small count in it, since the
/// others and the whole would give it away; groups that are withheld themselves count as one. Whoever may not be used for research counts
/// in none of it, not even in the whole, which could be compared with the groups.
/// </summary>
sealed class PartnerResults(PartnerTallies tallies)
{
    public const string More = "This is shown once at least eight more responses have come.";
    const string Few = "Too few responses are like this, or too few are not.";

    /// <summary>Whether a filter could be combined with others to single people out.</summary>
    public static bool IsTooFine(AskedSurvey survey, TallyQuery wanted) =>
        wanted.From is not null || wanted.To is not null || wanted.Filters.Count > 1 || wanted.Filters is [{ Values.Count: > 1 }]
        || wanted.Filters is [{ Of.Question: { } id }] && survey.Questions[id].Type is (QuestionType.Number or QuestionType.Score);

    public async Task<SurveyResults> ReadAsync(AskedSurvey survey, TallyQuery wanted, CancellationToken ct)
    {
        if (wanted.Filters is not [var filter])
            return await tallies.ReadAsync(survey.Id, TallyQuery.Whole, ct) is { } whole
                ? ReadResults.Of(survey, whole.Used, suppress: true)
                : Nothing(survey, More);

        if (await tallies.ReadAsync(survey.Id, new() { By = filter.Of }, ct) is not { } tally) return Nothing(survey, More);
        var groups = Groups(survey, tally, filter);
        if (groups is null) return Nothing(survey, Few);
        var (asked, all) = groups.Value;
        return new(survey.Id, survey.Simulated, asked.Responses,
            [.. survey.Counted.Select(q => HasSmall(q, all) ? new QuestionFigures(q, new(), 0, true).Nothing() : Figures(q, asked))], true);
    }

    /// <returns>The group that is asked for and all that must not be given away; null when it is withheld.</returns>
    static (Counts Asked, IReadOnlyList<Counts> All)? Groups(AskedSurvey survey, Tally tally, Filter filter)
    {
        var names = Categories.Of(filter.Of, survey, tally).Select(category => category.Value).ToList();
        if (!tally.Groups.TryGetValue(filter.Values[0], out var asked) || names.IndexOf(filter.Values[0]) is not (>= 0 and var index))
            return null;

        var groups = names.Select(name => tally.Groups.GetValueOrDefault(name) ?? new()).ToList();
        var silent = tally.Groups.GetValueOrDefault(Dimensions.None) ?? new();
        // As it is withheld where all responses are shown.
        var withheld = Withholding.Of(tally.All.Responses, tally.All.Responses - silent.Responses, [.. groups.Select(group => group.Responses)], !survey.Overlaps(filter.Of)).Parts;
        if (withheld[index] || SmallNumbers.IsSmall(tally.All.Responses - asked.Responses)) return null;
        if (survey.Overlaps(filter.Of))
            return (asked, [.. groups.Append(silent)
                .SelectMany(group => new[] { group, new Counts().Merge(tally.All, 1).Merge(group, -1) })]);
        var rest = groups.Where((_, i) => withheld[i]).Aggregate(new Counts(), (sum, group) => sum.Merge(group, 1));
        return (asked, [.. groups.Where((_, i) => !withheld[i]), rest, silent]);
    }

    static bool HasSmall(Question question, IReadOnlyList<Counts> groups) => groups.Any(group =>
    {
        var counts = group.Of(question.Id);
        return SmallNumbers.IsSmall(counts.Answered) || SmallNumbers.IsSmall(group.Responses - counts.Answered)
            || Withholding.HasSmall(counts.Values.Values) || question.Type == QuestionType.MultipleChoice && Withholding.HasSmall(counts.Values.Values.Select(count => counts.Answered - count))
            || counts.Rows.Values.Any(row => Withholding.HasSmall(row.Values) || SmallNumbers.IsSmall(counts.Answered - row.Values.Sum()))
            || question.Type is QuestionType.Rating or QuestionType.NetPromoter && counts.Numbers is { } numbers && Withholding.HasSmall(numbers.Values.Values);
    });

    /// <summary>Distributions and bands of numbers are not compared between groups, so they are left out.</summary>
    static QuestionResults Figures(Question question, Counts asked)
    {
        var results = new QuestionFigures(question, asked.Of(question.Id), asked.Responses, suppress: true).Results();
        return question.Type is QuestionType.Number or QuestionType.Quantity or QuestionType.Score
            ? results with { Distribution = [], Bands = null }
            : results;
    }

    static SurveyResults Nothing(AskedSurvey survey, string why) => new(survey.Id, survey.Simulated, null, [], true) { Withheld = why };
}
