using System.Globalization;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Disclosure;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results.Figures;

/// <summary>The figures of one question, from its counts.</summary>
/// <param name="question">The question.</param>
/// <param name="counts">Its counts.</param>
/// <param name="responses">How many responses are counted.</param>
/// <param name="suppress">Whether small numbers, and what gives them away, are withheld.</param>
sealed class QuestionFigures(Question question, QuestionCounts counts, long responses, bool suppress)
{
    public QuestionResults Results() => question.Type switch
    {
        QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.YesNo => Choice(),
        QuestionType.Likert => Likert(),
        QuestionType.Rating or QuestionType.NetPromoter => Scale(),
        QuestionType.Number or QuestionType.Quantity or QuestionType.Score => Number(),
        QuestionType.Matrix => Matrix(),
        QuestionType.Ranking => Ranking(),
        QuestionType.Date or QuestionType.DateTime or QuestionType.Time => Distribution(),
        _ => Empty(Withhold([], false)),
    };

    /// <summary>Nothing but that it is withheld.</summary>
    public QuestionResults Nothing() => new(question.Id, question.Type, question.Text, null, [], null) { Suppressed = true };

    QuestionResults Choice()
    {
        var (options, withheld) =
            Options(Choices.Of(question), counts.Values, counts.Answered, question.Type != QuestionType.MultipleChoice);
        return Empty(withheld) with { Options = options };
    }

    QuestionResults Likert()
    {
        var (options, withheld) = Options(Choices.Of(question), counts.Values, counts.Answered, true);
        var points = withheld.Any || counts.Answered == 0 ? null : Points(counts.Values);
        return Empty(withheld) with
        {
            Options = options,
            Mean = Round(points?.Mean),
            StandardDeviation = Round(points?.StandardDeviation),
            Median = Shown(points?.Quantile(0.5m)),
            LowerQuartile = Shown(points?.Quantile(0.25m)),
            UpperQuartile = Shown(points?.Quantile(0.75m)),
            Likert = Boxes(counts.Values, withheld.Any),
        };
    }

    QuestionResults Scale()
    {
        var isRecommendation = question.Type == QuestionType.NetPromoter;
        var (low, high) = isRecommendation ? (0m, 10m) : (question.Min ?? 1, question.Max ?? 5);
        if (high - low > 100) return Number();
        var steps = Enumerable.Range(0, (int)(high - low) + 1).Select(step => Dimensions.Plain(low + step));
        var numbers = counts.Numbers ?? new();
        var (distribution, withheld) = Options([.. steps.Select(step => (step, (LocalText)step))], numbers.Values.ToDictionary(v => Dimensions.Plain(v.Key), v => v.Value), counts.Answered, true);
        // Views of two questions show the three groups, so that a gap in the numbers could be filled from them.
        if (isRecommendation && withheld.Any)
            (distribution, withheld) = Options(Categories.Of(question), Categories.Of(question).Zip(Categories.Count(question, null, counts)).ToDictionary(c => c.First.Value, c => c.Second), counts.Answered, true);
        var figures = Empty(withheld) with { Distribution = distribution };
        if (withheld.Any || numbers.Values.Count == 0) return figures;
        return Spread(figures, numbers) with { NetPromoter = isRecommendation ? Recommended.Of(numbers) : null };
    }

    QuestionResults Number()
    {
        var numbers = counts.Numbers ?? new();
        var ranges = Ranges.Of(numbers);
        var (distribution, withheld) = Options([.. ranges.Select(r => (r.Name, (LocalText)r.Name))], ranges.ToDictionary(r => r.Name, r => r.Count), counts.Answered, true);
        var answered = Withhold([], true);
        var bands = question.Score is { Bands.Count: > 0 } score ? Bands(score.Bands, numbers, answered.Answered) : null;
        // A distribution with gaps and a mean together could be solved for what is missing; the mean says more.
        var figures = Empty(answered) with
        {
            Distribution = withheld.Any ? [] : distribution,
            Bands = bands,
            Rounded = numbers.Rounded,
            Suppressed = withheld.Any || (bands?.Any(band => band.Suppressed) ?? false),
        };
        return answered.Answered || numbers.Values.Count == 0 || suppress && SmallNumbers.IsSmall(numbers.Count)
            ? figures
            : Spread(figures, numbers);
    }

    QuestionResults Matrix()
    {
        var withheld = Withhold([], false);
        return Empty(withheld) with { Rows = [.. question.Rows.Select(row => Row(row, withheld.Answered))] };
    }

    RowResults Row(Option row, bool withhold)
    {
        var values = counts.Rows.GetValueOrDefault(row.Value) ?? [];
        var (options, withheld) =
            Options([.. question.Options.Select(o => (o.Value, o.Label))], values, values.Values.Sum(), true, withhold);
        return new(
            row.Value, row.Label, withheld.Answered ? null : values.Values.Sum(), withheld.Any, options,
            withheld.Any || values.Count == 0 ? null : Round(Points(values).Mean), Boxes(values, withheld.Any));
    }

    QuestionResults Ranking()
    {
        var withheld = Withhold([], false);
        var ranks = question.Options.Select(option => counts.Rows.GetValueOrDefault(option.Value) ?? []).ToList();
        // Ranks hang together both ways, by option and by rank: where one is small none is shown.
        var hide = suppress && (withheld.Answered || Withholding.HasSmall(ranks.SelectMany(r => r.Values)) || Withholding.HasSmall(ranks.Select(r => counts.Answered - r.Values.Sum())));
        return Empty(withheld) with
        {
            Suppressed = hide || withheld.Any,
            Ranking = [.. question.Options.Zip(ranks, (option, by) => hide ? new RankedOption(option.Value, option.Label, null, null, null, null) : Ranked(option, by))],
        };
    }

    RankedOption Ranked(Option option, Dictionary<string, long> ranks)
    {
        var (ranked, sum) = (ranks.Values.Sum(), ranks.Sum(r => int.Parse(r.Key, CultureInfo.InvariantCulture) * r.Value));
        return new(option.Value, option.Label, ranked, ranked == 0 ? null : Round((double)sum / ranked), ranks.GetValueOrDefault("1"), (question.Options.Count + 1) * ranked - sum);
    }

    QuestionResults Distribution()
    {
        var (distribution, withheld) = Options([.. counts.Values.Keys.Order(StringComparer.Ordinal)
            .Select(v => (v, (LocalText)v))], counts.Values, counts.Answered, true);
        return Empty(withheld) with { Distribution = withheld.Answered ? [] : distribution };
    }

    IReadOnlyList<OptionCount> Bands(IReadOnlyList<Band> bands, Numbers numbers, bool withhold)
    {
        var ordered = bands.OrderBy(band => band.From).ToList();
        var below = numbers.Values.Where(v => v.Key < ordered[0].From).Sum(v => v.Value);
        var inEach = ordered.Select((band, i) => numbers.Values.Where(v => v.Key >= band.From && (i + 1 == ordered.Count || v.Key < ordered[i + 1].From)).Sum(v => v.Value)).ToList();
        var named = ordered.Select(band => (Dimensions.Plain(band.From), band.Label)).ToList();
        var (options, _) = Options(
            below > 0 ? [.. named, ("*below", (LocalText)"Below every band")] : named,
            named.Zip(inEach, (band, count) => (band.Item1, count))
                .Append(("*below", below))
                .DistinctBy(b => b.Item1)
                .ToDictionary(b => b.Item1, b => b.Item2),
            counts.Answered, true, withhold);
        return options;
    }

    (IReadOnlyList<OptionCount>, Withheld) Options(
        IReadOnlyList<(string Value, LocalText Label)> named, IReadOnlyDictionary<string, long> by, long answered, bool isPartition,
        bool withhold = false)
    {
        long[] parts = [.. named.Select(option => by.GetValueOrDefault(option.Value))];
        var withheld = withhold
            ? Withheld.Everything(parts.Length)
            : suppress ? Withholding.Of(responses, answered, parts, isPartition) : Withheld.Nothing(parts.Length);
        return ([.. named.Select((option, i) => new OptionCount(option.Value, option.Label, withheld.Parts[i] ? null : parts[i], withheld.Parts[i])
        {
            Share = withheld.Parts[i] || withheld.Answered || answered == 0 ? null : Round((double)parts[i] / answered),
        })], withheld);
    }

    Withheld Withhold(long[] parts, bool isPartition) =>
        suppress ? Withholding.Of(responses, counts.Answered, parts, isPartition && parts.Length > 0) : Withheld.Nothing(parts.Length);

    QuestionResults Empty(Withheld withheld) =>
        new(question.Id, question.Type, question.Text, withheld.Answered ? null : counts.Answered, [], null) { Suppressed = withheld.Any };

    QuestionResults Spread(QuestionResults figures, Numbers numbers) => figures with
    {
        Mean = Round(numbers.Mean),
        StandardDeviation = Round(numbers.StandardDeviation),
        LowerQuartile = Shown(numbers.Quantile(0.25m)),
        Median = Shown(numbers.Quantile(0.5m)),
        UpperQuartile = Shown(numbers.Quantile(0.75m)),
        Minimum = suppress ? null : Shown(numbers.Values.Keys.Min()),
        Maximum = suppress ? null : Shown(numbers.Values.Keys.Max()),
    };

    Numbers Points(IReadOnlyDictionary<string, long> values)
    {
        var points = new Numbers();
        for (var point = 0; point < question.Options.Count; point++)
            if (values.GetValueOrDefault(question.Options[point].Value) is > 0 and var count) points.Apply(point + 1, count);
        return points;
    }

    LikertSummary? Boxes(IReadOnlyDictionary<string, long> values, bool withheld)
    {
        var points = question.Options.Select(option => values.GetValueOrDefault(option.Value)).ToList();
        if (withheld || points.Count < 4 || points.Sum() == 0) return null;
        return new(Round((double)points.TakeLast(2).Sum() / points.Sum()), Round((double)points.Take(2).Sum() / points.Sum()));
    }

    static double Round(double value) => Math.Round(value, 4);

    static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;

    static decimal? Shown(decimal? value) =>
        value is { } number ? decimal.Parse(Dimensions.Plain(Math.Round(number, 6)), CultureInfo.InvariantCulture) : null;
}
