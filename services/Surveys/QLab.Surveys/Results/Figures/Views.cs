using QLab.Questionnaires;

namespace QLab.Surveys.Results.Figures;

/// <param name="Count">Null when suppressed: it is small, or would give a small one away.</param>
sealed record OptionCount(string Value, LocalText Label, long? Count, bool Suppressed)
{
    /// <summary>Of those who answered; several options can have it where several can be chosen.</summary>
    public double? Share { get; init; }
}

/// <summary>One line of a matrix.</summary>
sealed record RowResults(string Value, LocalText Label, long? Answered, bool Suppressed, IReadOnlyList<OptionCount> Options, double? Mean, LikertSummary? Likert);

/// <param name="Ranked">How many ranked it at all.</param>
/// <param name="MeanRank">Among those who ranked it; 1 is the first choice.</param>
/// <param name="Borda">
/// Points: as many as there are options for a first choice, one less for each rank below, none where it was not ranked.
/// </param>
sealed record RankedOption(string Value, LocalText Label, long? Ranked, double? MeanRank, long? FirstChoices, long? Borda);

/// <param name="Score">Percentage of promoters less percentage of detractors, -100 to 100.</param>
/// <param name="From">Lower end of its 95 % interval.</param>
/// <param name="Until">Upper end of its 95 % interval.</param>
sealed record Recommendation(long Promoters, long Passives, long Detractors, double Score, double From, double Until);

/// <param name="Top">Share of the two highest points.</param>
/// <param name="Bottom">Share of the two lowest points.</param>
sealed record LikertSummary(double Top, double Bottom);

/// <param name="Answered">How many answered this question; null when suppressed.</param>
/// <param name="Mean">Of numbers, or of Likert points counted from 1; null below eight answers.</param>
sealed record QuestionResults(
    string Id, QuestionType Type, LocalText Text, long? Answered, IReadOnlyList<OptionCount> Options, double? Mean)
{
    /// <summary>Whether anything of this question is withheld because it could point at a person.</summary>
    public bool Suppressed { get; init; }

    public double? StandardDeviation { get; init; }
    public decimal? LowerQuartile { get; init; }
    public decimal? Median { get; init; }
    public decimal? UpperQuartile { get; init; }

    /// <summary>Only where nothing is suppressed: it is one person's answer.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Only where nothing is suppressed: it is one person's answer.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Numbers are rounded to two digits for quartiles and distribution, as there are thousands of different ones.</summary>
    public bool Rounded { get; init; }

    /// <summary>By number or range of numbers, month, or hour; empty where it would give somebody away.</summary>
    public IReadOnlyList<OptionCount> Distribution { get; init; } = [];

    public Recommendation? NetPromoter { get; init; }
    public LikertSummary? Likert { get; init; }
    public IReadOnlyList<RowResults>? Rows { get; init; }
    public IReadOnlyList<RankedOption>? Ranking { get; init; }

    /// <summary>Of a score: how many are in each band.</summary>
    public IReadOnlyList<OptionCount>? Bands { get; init; }
}
